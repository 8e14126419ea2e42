package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
  private static final String I2P = "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p";

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4",
    "255.255.255.255, 255.255.255.255",
    "127.1, 127.0.0.1",
    "1.2.515, 1.2.2.3",
    "0x7f.0.0.010, 127.0.0.8",
    "2130706433, 127.0.0.1",
    "00000000000000000017700000001, 127.0.0.1",
    "0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
    "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "FE80::ABCD, fe80::abcd",
    "::1.2.3.4, ::102:304",
    "64:ff9b::1.2.3.4, 64:ff9b::102:304",
    "::ffff:1.2.3.4, 1.2.3.4",
    "::ffff:0102:0304, 1.2.3.4",
    "fd87:d87e:eb43:edb1:8e4:3588:e546:35ca, ::",
    "fc00::1, fc00::1",
    ONION + ", " + ONION,
    "PG6MMJIYJMCRSSLVYKFWNNTLARU7P5SVN6Y2YMMJU6NUBXNDF4PSCRYD.onion, " + ONION,
    I2P + ", " + I2P,
    "UKEU3K5OYCGAAUNEQGTNVSELMT4YEMVOILKLN7JPVAMVFX7DNKDQ.B32.I2P, " + I2P
  })
  void readsAddressesAsTheyAreWritten(String text, String shown) {
    assertThat(NetworkAddress.parse(text)).map(NetworkAddress::toString).contains(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "1.2.3.4 ",
        "1.2.3.4.5",
        "1.2.3.256",
        "256.1",
        "1..2",
        "1.2.3.",
        ".1",
        "4294967296",
        "99999999999999999999999999",
        "08",
        "0x",
        "-1",
        "+1",
        ":",
        ":::",
        "1:::2",
        "::1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "1.2.3.4::",
        "::1.2.3",
        "::01.2.3.4",
        "::1.2.3.256",
        "[::1]",
        "fe80::1%1",
        "fd6b:88c0:8724::1",
        "1.2.3.4\0",
        // a checksum, a version and a length that are wrong
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscsyd.onion",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion",
        "6hzph5hv6337r6p2.onion",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.ONION",
        "1g6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
        // one digit short, and one bit too many in the last digit
        "keu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p",
        "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdr.b32.i2p"
      })
  void readsNothingElse(String text) {
    assertThat(NetworkAddress.parse(text)).isEmpty();
  }

  @Test
  void showsWhatItReads() {
    var random = new SplittableRandom(155);
    for (int i = 0; i < 2000; i++) {
      // few values, so that runs of zeros are many
      long high = random.nextLong() & mask(random);
      long low = random.nextLong() & mask(random);
      var ipv4 = new Ipv4((int) low);
      assertThat(NetworkAddress.parse(ipv4.toString())).contains(ipv4);
      if (high != 0) {
        var ipv6 = new Ipv6(high, low);
        assertThat(NetworkAddress.parse(ipv6.toString())).contains(ipv6);
      }
      for (var address : Addresses.ofLength32(random)) {
        assertThat(NetworkAddress.parse(address.toString())).contains(address);
      }
    }
  }

  private static long mask(SplittableRandom random) {
    long mask = 0;
    for (int group = 0; group < 4; group++) {
      mask = (mask << 16) | (random.nextBoolean() ? 0xffff : 0);
    }
    return mask;
  }

  @ParameterizedTest
  @CsvSource({
    // from BIP 155's text and Core's net_tests: network, length, address
    "010401020304, 1.2.3.4",
    "02100102030405060708090a0b0c0d0e0f10, 102:304:506:708:90a:b0c:d0e:f10",
    "042079bcc625184b05194975c28b66b66b0469f7f6556fb1ac3189a79b40dda32f1f, " + ONION,
    "0520a2894dabaec08c0051a481a6dac88b64f98232ae42d4b6fd2fa81952dfe36a87, " + I2P,
    "0610fc000001000200030004000500060007, fc00:1:2:3:4:5:6:7",
  })
  void readsAndWritesTheNetworksOfBip155(String hex, String shown) throws DecodeException {
    var in = new ByteReader(Bytes.fromHex(hex));
    var address = NetworkAddress.readBip155(in);
    in.expectEnd();
    assertThat(address).hasToString(shown);
    var out = new ByteWriter();
    address.writeBip155(out);
    assertThat(out.toBytes().toHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "031000000000000000000000000000000000", // Tor, version 2, of a wrong length even
        "aa0401020304", // a network to come
        "aa00",
        "021000000000000000000000ffff01020304", // IPv4 in disguise
        "0210fd87d87eeb430102030405060708090a" // Tor, version 2, in disguise
      })
  void readsOverWhatItDoesNotKnow(String hex) throws DecodeException {
    var in = new ByteReader(Bytes.fromHex(hex));
    assertThat(NetworkAddress.readBip155(in)).isEqualTo(Ipv6.UNSPECIFIED);
    in.expectEnd();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0105010203040506", // lengths that no network has
        "0104010203", // too short a message
        "020401020304",
        "04100000000000000000000000000000000000",
        "0503010203",
        "0602fc00",
        "aafd01020304", // cut off
        "aafd0102", // cut off
        "aafe000000020102", // 32 MiB
        "04fd2000", // a length that is written too long
      })
  void refusesAddressesOfImpossibleLength(String hex) {
    assertThatThrownBy(() -> NetworkAddress.readBip155(new ByteReader(Bytes.fromHex(hex))))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void refusesAddressesPastTheLimitOfBip155() {
    var tooLong = new ByteWriter().uint8(0xaa).compactSize(513).bytes(new byte[513]).toBytes();
    assertThatThrownBy(() -> NetworkAddress.readBip155(new ByteReader(tooLong)))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("513");
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000000ffff01020304, 1.2.3.4",
    "20010db8000000000000000000000001, 2001:db8::1",
    "fd6b88c087240102030405060708090a, aebagbafaydqqcik.internal",
    "fd87d87eeb430102030405060708090a, ::",
  })
  void readsTheLegacyEncoding(String hex, String shown) throws DecodeException {
    var address = NetworkAddress.readLegacy(new ByteReader(Bytes.fromHex(hex)));
    assertThat(address).hasToString(shown);
    var out = new ByteWriter();
    address.writeLegacy(out);
    assertThat(out.toBytes().toHex()).isEqualTo(address.isAny() ? "00".repeat(16) : hex);
  }

  @Test
  void bothEncodingsGiveBackWhatTheyWereGiven() throws DecodeException {
    var random = new SplittableRandom(156);
    for (int i = 0; i < 1000; i++) {
      var endpoint = Addresses.random(random);
      var out = new ByteWriter();
      endpoint.writeBip155(out);
      assertThat(Endpoint.readBip155(new ByteReader(out.toBytes()))).isEqualTo(endpoint);
      endpoint.writeLegacy(out.clear());
      var expected =
          endpoint.address().fitsLegacy()
              ? endpoint
              : new Endpoint(Ipv6.UNSPECIFIED, endpoint.port());
      assertThat(Endpoint.readLegacy(new ByteReader(out.toBytes()))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, false, false",
    "255.255.255.255, false, false",
    "127.0.0.1, true, false",
    "0.1.2.3, true, false",
    "10.1.2.3, true, false",
    "192.168.1.1, true, false",
    "172.16.0.1, true, false",
    "172.31.255.255, true, false",
    "172.32.0.1, true, true",
    "169.254.1.1, true, false",
    "198.18.0.1, true, false",
    "198.19.255.255, true, false",
    "198.20.0.0, true, true",
    "100.64.0.1, true, false",
    "100.128.0.0, true, true",
    "192.0.2.1, true, false",
    "198.51.100.1, true, false",
    "203.0.113.1, true, false",
    "8.8.8.8, true, true",
    "::, false, false",
    "::1, true, false",
    "2001:db8::1, false, false",
    "fe80::1, true, false",
    "fe80:0:0:1::1, true, true",
    "fc00::1, true, false",
    "2001:10::1, true, false",
    "2001:20::1, true, false",
    "2001::1, true, true",
    "2002:102:304::1, true, true",
    "2001:470::1, true, true",
    ONION + ", true, true",
    I2P + ", true, true",
  })
  void knowsWhichAddressesAreValidAndRoutable(String text, boolean valid, boolean routable) {
    var address = NetworkAddress.parse(text).orElseThrow();
    assertThat(address.isValid()).isEqualTo(valid);
    assertThat(address.isRoutable()).isEqualTo(routable);
    assertThat(address.network()).isEqualTo(routable ? address.type() : NetworkType.UNROUTABLE);
  }

  @Test
  void takesCjdnsForWhatItIsOnlyWhenAsked() {
    var address = (Ipv6) NetworkAddress.parse("fc00::1").orElseThrow();
    assertThat(address.asCjdns()).contains(new Cjdns(0xfc00L << 48, 1));
    assertThat(address.asCjdns().orElseThrow().isRoutable()).isTrue();
    assertThat(new Ipv6(0xfd00L << 48, 1).asCjdns()).isEmpty();
    assertThat(new Cjdns(0xfd00L << 48, 1).isValid()).isFalse();
  }

  @Test
  void internalAddressesAreOfNoHost() {
    var address = Internal.ofName("esffpp");
    assertThat(address).hasToString("esffpvrt3wpeaygy.internal");
    assertThat(address.isValid()).isFalse();
    assertThat(address.network()).isEqualTo(NetworkType.INTERNAL);
  }
}
