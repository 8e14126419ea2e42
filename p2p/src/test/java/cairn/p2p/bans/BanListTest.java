package cairn.p2p.bans;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.Subnet;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BanListTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final AddressParser PARSER = new AddressParser(true);

  private final BanList list = new BanList(Duration.ofDays(1));

  @Test
  void bansAddressesAndWholeSubnets() {
    ban("1.2.3.0/24", 0);
    ban("2001:4000::/19", 0);
    ban("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion", 0);
    ban("fc00:1:2:3:4:5:6:7", 0);
    assertThat(isBanned("1.2.3.4")).isTrue();
    assertThat(isBanned("1.2.4.4")).isFalse();
    assertThat(isBanned("2001:4d48:ac57:400:cacf:e9ff:fe1d:9c63")).isTrue();
    assertThat(isBanned("2001:6000::1")).isFalse();
    assertThat(isBanned("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion")).isTrue();
    assertThat(isBanned("fc00:1:2:3:4:5:6:7")).isTrue();
    assertThat(isBanned("fc00:1:2:3:4:5:6:8")).isFalse();
    assertThat(list.isBanned(new Ipv6(0xfc00_0001_0002_0003L, 0x0004_0005_0006_0007L), NOW))
        .isFalse();
  }

  @Test
  void tellsABannedSubnetFromOneThatIsWithinIt() {
    ban("1.2.3.0/24", 0);
    assertThat(list.isBanned(subnet("1.2.3.0/24"), NOW)).isTrue();
    assertThat(list.isBanned(subnet("1.2.3.7/24"), NOW)).isTrue();
    assertThat(list.isBanned(subnet("1.2.3.0/25"), NOW)).isFalse();
    assertThat(list.isBanned(subnet("1.2.3.4"), NOW)).isFalse();
  }

  @Test
  void bansNoInvalidAddress() {
    ban("0.0.0.0/0", 0);
    assertThat(isBanned("1.2.3.4")).isTrue();
    assertThat(isBanned("0.0.0.0")).isFalse();
    assertThat(isBanned("::1")).isFalse();
  }

  @Test
  void bansForTheUsualTimeUnlessOneIsGiven() {
    ban("1.2.3.4", 0);
    list.ban(subnet("1.2.3.5"), 100, false, NOW);
    list.ban(subnet("1.2.3.6"), NOW.getEpochSecond() + 7, true, NOW);
    list.ban(subnet("1.2.3.7"), -5, true, NOW);
    list.ban(subnet("1.2.3.8"), Long.MAX_VALUE, false, NOW);
    assertThat(list.bans(NOW).values())
        .extracting(ban -> ban.until() - NOW.getEpochSecond())
        .containsExactly(86_400L, 100L, 7L, 86_400L, Long.MAX_VALUE - NOW.getEpochSecond());
    assertThat(list.bans(NOW).values()).allMatch(ban -> ban.created() == NOW.getEpochSecond());
  }

  @Test
  void endsABanOnTime() {
    ban("1.2.3.4", 100);
    assertThat(list.isBanned(address("1.2.3.4"), NOW.plusSeconds(99))).isTrue();
    assertThat(list.isBanned(address("1.2.3.4"), NOW.plusSeconds(100))).isFalse();
    assertThat(list.isBanned(subnet("1.2.3.4"), NOW.plusSeconds(99))).isTrue();
    assertThat(list.isBanned(subnet("1.2.3.4"), NOW.plusSeconds(100))).isFalse();
    assertThat(list.bans(NOW.plusSeconds(100))).hasSize(1);
    assertThat(list.bans(NOW.plusSeconds(101))).isEmpty();
  }

  @Test
  void lengthensBansAndNeverShortensThem() {
    ban("1.2.3.4", 100);
    ban("1.2.3.4", 50);
    assertThat(list.isBanned(address("1.2.3.4"), NOW.plusSeconds(99))).isTrue();
    ban("1.2.3.4", 200);
    assertThat(list.isBanned(address("1.2.3.4"), NOW.plusSeconds(199))).isTrue();
    assertThat(list.bans(NOW)).hasSize(1);
  }

  @Test
  void liftsExactlyTheBanThatWasMade() {
    ban("1.2.3.0/24", 0);
    assertThat(list.unban(subnet("1.2.3.4"))).isFalse();
    assertThat(list.unban(subnet("1.2.3.0/24"))).isTrue();
    assertThat(list.unban(subnet("1.2.3.0/24"))).isFalse();
    assertThat(isBanned("1.2.3.4")).isFalse();
    ban("1.2.3.0/24", 0);
    list.clear();
    assertThat(isBanned("1.2.3.4")).isFalse();
    assertThat(list.bans(NOW)).isEmpty();
  }

  @Test
  void knowsWhenThereIsSomethingToWrite() {
    assertThat(list.takeChanged(NOW)).isFalse();
    ban("1.2.3.4", 100);
    assertThat(list.takeChanged(NOW)).isTrue();
    assertThat(list.takeChanged(NOW)).isFalse();
    ban("1.2.3.4", 50);
    assertThat(list.takeChanged(NOW)).isFalse();
    assertThat(list.takeChanged(NOW.plusSeconds(101))).isTrue();
    assertThat(list.unban(subnet("1.2.3.4"))).isFalse();
    assertThat(list.takeChanged(NOW)).isFalse();
    list.clear();
    assertThat(list.takeChanged(NOW)).isTrue();
    list.markChanged();
    assertThat(list.takeChanged(NOW)).isTrue();
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesAsAListThatIsSearchedFromEndToEnd(long seed) {
    var random = new Random(seed);
    Map<Subnet, Ban> twin = new LinkedHashMap<>();
    var now = NOW;
    for (int i = 0; i < 2000; i++) {
      now = now.plusSeconds(random.nextInt(3));
      var address = anyAddress(random);
      var subnet = anySubnet(address, random);
      switch (random.nextInt(4)) {
        case 0 -> {
          long until = now.getEpochSecond() + 1 + random.nextInt(300);
          list.ban(subnet, until, true, now);
          var before = twin.get(subnet);
          if (before == null || before.until() < until) {
            twin.put(subnet, new Ban(now.getEpochSecond(), until));
          }
        }
        case 1 -> {
          boolean there = twin.remove(subnet) != null;
          assertThat(list.unban(subnet)).isEqualTo(there);
        }
        case 2 -> {
          long second = now.getEpochSecond();
          twin.values().removeIf(ban -> ban.until() < second);
          assertThat(list.bans(now)).containsExactlyInAnyOrderEntriesOf(twin);
        }
        default -> {
          long second = now.getEpochSecond();
          boolean banned =
              twin.entrySet().stream()
                  .anyMatch(e -> e.getKey().contains(address) && second < e.getValue().until());
          assertThat(list.isBanned(address, now)).isEqualTo(banned);
        }
      }
    }
  }

  private static NetworkAddress anyAddress(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Ipv4((9 << 24) | random.nextInt(8) << 16 | 1);
      case 1 -> new Ipv6(0x2001_0000_0000_0000L | random.nextInt(8), 1);
      default -> new TorV3(Bytes.fromHex("0" + random.nextInt(8) + "00".repeat(31)));
    };
  }

  private static Subnet anySubnet(NetworkAddress address, Random random) {
    return switch (address) {
      case Ipv4 ipv4 -> new Subnet(ipv4, 12 + random.nextInt(8));
      case Ipv6 ipv6 -> new Subnet(ipv6, 58 + random.nextInt(12));
      default -> Subnet.of(address);
    };
  }

  private void ban(String subnet, long seconds) {
    list.ban(subnet(subnet), seconds, false, NOW);
  }

  private boolean isBanned(String address) {
    return list.isBanned(address(address), NOW);
  }

  private static NetworkAddress address(String text) {
    return PARSER.address(text).orElseThrow();
  }

  private static Subnet subnet(String text) {
    return PARSER.subnet(text).orElseThrow();
  }
}
