package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.address;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.primitives.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetGroupsTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);

  @ParameterizedTest
  @CsvSource({
    // This machine, private networks, and what is no address at all.
    "127.0.0.1, 00",
    "0.0.0.0, 00",
    "::1, 00",
    "10.0.0.1, 00",
    "192.168.1.1, 00",
    "169.254.1.1, 00",
    "255.255.255.255, 00",
    "::, 00",
    "fe80::1, 00",
    "fd00::1, 00",
    "2001:db8::1, 00",
    // IPv4 by its first 16 bits, also at the end of a tunnel.
    "1.2.3.4, 010102",
    "1.2.255.255, 010102",
    "1.3.3.4, 010103",
    "::ffff:1.2.3.4, 010102",
    "::ffff:0:102:304, 010102",
    "64:ff9b::102:304, 010102",
    "2002:102:304:9999:9999:9999:9999:9999, 010102",
    "2001:0:9999:9999:9999:9999:fefd:fcfb, 010102",
    // IPv6 by its first 32, but 36 of a provider that gives parts of 32 to everyone.
    "2001:2001:9999:9999:9999:9999:9999:9999, 0220012001",
    "2001:2001::1, 0220012001",
    "2001:470:abcd:9999:9999:9999:9999:9999, 0220010470af",
    "2001:470:a000::1, 0220010470af",
    "2001:470:b000::1, 0220010470bf",
  })
  void groupsByHowTheAddressBegins(String text, String group) {
    assertThat(GROUPS.of(address(text)).bytes()).isEqualTo(Bytes.fromHex(group));
  }

  @Test
  void groupsKeysByTheirFirstFourBits() {
    var key = Bytes.fromHex("53" + "00".repeat(31));
    assertThat(GROUPS.of(new TorV3(key))).isEqualTo(new NetGroup(Bytes.fromHex("035f")));
    assertThat(GROUPS.of(new I2p(key))).isEqualTo(new NetGroup(Bytes.fromHex("045f")));
    assertThat(GROUPS.of(new Cjdns(0xfc53_0000_0000_0000L, 0)))
        .isEqualTo(new NetGroup(Bytes.fromHex("05fc5f")));
  }

  @Test
  void givesEachNameAGroupOfItsOwn() {
    var seed = Internal.ofName("seed.example.org");
    assertThat(GROUPS.of(seed).bytes()).isEqualTo(Bytes.of(6).concat(seed.nameHash()));
  }

  @Test
  void groupsByAutonomousSystemWhereItIsKnown() {
    var map =
        asMap(
            Map.of(
                "00000000000000000000ffff01020304", 0xff00_0001L,
                "20012001000000000000000000000001", 0xff00_0001L,
                "20012001000000000000000000000002", 7L));
    var groups = new NetGroups(map);
    var group = new NetGroup(Bytes.fromHex("02010000ff"));
    assertThat(groups.of(address("1.2.3.4"))).isEqualTo(group);
    assertThat(groups.of(address("2002:102:304::1"))).isEqualTo(group);
    assertThat(groups.of(address("2001:2001::1"))).isEqualTo(group);
    assertThat(groups.of(address("2001:2001::2")).bytes()).isEqualTo(Bytes.fromHex("0207000000"));
    assertThat(groups.of(address("1.2.3.5")).bytes()).isEqualTo(Bytes.fromHex("010102"));
    assertThat(groups.of(address("127.0.0.1")).bytes()).isEqualTo(Bytes.fromHex("00"));
    assertThat(groups.systemOf(address("1.2.3.4"))).isEqualTo(0xff00_0001L);
    assertThat(groups.systemOf(new TorV3(Bytes.wrap(new byte[32])))).isZero();
    assertThat(groups.version()).isEqualTo(map.version());
  }

  private static AsMap asMap(Map<String, Long> systems) {
    return new AsMap() {
      @Override
      public long systemOf(Bytes ipv6) {
        return systems.getOrDefault(ipv6.toHex(), 0L);
      }

      @Override
      public Bytes version() {
        return Bytes.fromHex("77".repeat(VERSION_LENGTH));
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, ipv4",
    "2001:2001::1, ipv6",
    "2002:102:304::1, ipv4",
    "2002:a00:1::, ipv4",
    "10.0.0.1, not_publicly_routable",
    "fc00::1, not_publicly_routable",
  })
  void tellsTheNetworkThatAHostIsIn(String text, String network) {
    assertThat(LinkedIpv4.networkOf(address(text))).hasToString(network);
    NetworkAddress key = new TorV3(Bytes.wrap(new byte[32]));
    assertThat(LinkedIpv4.networkOf(key)).hasToString("onion");
  }
}
