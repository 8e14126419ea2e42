package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.address;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
  @ParameterizedTest
  @CsvSource({
    // ours, then theirs: IPv4, IPv6, Teredo, onion, I2P, CJDNS, private
    "IPV4,   IPV4 IPV4 IPV4 IPV4 ANYHOW ANYHOW IPV4",
    "IPV6,   ANYHOW IPV6_STRONG IPV6_WEAK ANYHOW ANYHOW ANYHOW IPV6_WEAK",
    "TUNNEL, ANYHOW IPV6_WEAK IPV6_WEAK ANYHOW ANYHOW ANYHOW IPV6_WEAK",
    "TEREDO, ANYHOW TEREDO TEREDO ANYHOW ANYHOW ANYHOW TEREDO",
    "ONION,  ANYHOW ANYHOW ANYHOW PRIVATE ANYHOW ANYHOW PRIVATE",
    "I2P,    ANYHOW ANYHOW ANYHOW ANYHOW PRIVATE ANYHOW ANYHOW",
    "CJDNS,  ANYHOW ANYHOW ANYHOW ANYHOW ANYHOW PRIVATE ANYHOW",
    "LAN,    NONE NONE NONE NONE NONE NONE NONE",
  })
  void dependsOnBothNetworks(Host ours, String reach) {
    var expected = reach.split(" ", -1);
    var theirs =
        new Host[] {Host.IPV4, Host.IPV6, Host.TEREDO, Host.ONION, Host.I2P, Host.CJDNS, Host.LAN};
    for (int i = 0; i < theirs.length; i++) {
      assertThat(Reach.of(ours.address, theirs[i].address))
          .as("%s from %s", ours, theirs[i])
          .hasToString(expected[i]);
    }
  }

  enum Host {
    IPV4("1.2.3.4"),
    IPV6("2001:2001::1"),
    TUNNEL("64:ff9b::102:304"),
    TEREDO("2001:0:9999:9999:9999:9999:fefd:fcfb"),
    ONION("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"),
    I2P("c4gfnttsuwqomiygupdqqqyy5y5emnk5c73hrfvatri67prd7vyq.b32.i2p"),
    CJDNS("fc00:1:2:3:4:5:6:7"),
    LAN("192.168.1.1");

    private final NetworkAddress address;

    Host(String text) {
      var parsed = SampleAddresses.address(text);
      address =
          parsed instanceof Ipv6 ipv6 && ipv6.asCjdns().isPresent() ? ipv6.asCjdns().get() : parsed;
    }
  }

  @Test
  void isNoneOfANameThatStandsForAnAddress() {
    assertThat(Reach.of(Internal.ofName("seed"), address("1.2.3.4"))).isEqualTo(Reach.NONE);
    assertThat(Reach.of(address("1.2.3.4"), Internal.ofName("seed"))).isEqualTo(Reach.IPV4);
  }

  @Test
  void isInOrder() {
    assertThat(Reach.IPV6_STRONG).isGreaterThan(Reach.IPV4);
    assertThat(Reach.IPV4).isGreaterThan(Reach.IPV6_WEAK);
    assertThat(Reach.IPV6_WEAK).isGreaterThan(Reach.TEREDO);
  }
}
