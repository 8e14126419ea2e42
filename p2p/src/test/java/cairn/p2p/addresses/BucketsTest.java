package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.primitives.Bytes;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);

  /** What {@code getrawaddrman} of Core says under {@code -test=addrman}. */
  @ParameterizedTest
  @CsvSource({
    "NEW, 82, 8, 2.0.0.0:8333",
    "NEW, 613, 6, [2803:0:1234:abcd::1]:45324",
    "NEW, 963, 46, c4gfnttsuwqomiygupdqqqyy5y5emnk5c73hrfvatri67prd7vyq.b32.i2p:8333",
    "NEW, 336, 24, [fc00:1:2:3:4:5:6:7]:8333",
    "TRIED, 6, 33, 1.2.3.4:8333",
    "TRIED, 6, 33, 1.2.5.45:8333",
    "TRIED, 197, 34, [1233:3432:2434:2343:3234:2345:6546:4534]:8333",
    "TRIED, 72, 61, pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333",
    "TRIED, 139, 46, nrfj6inpyf73gpkyool35hcmne5zwfmse3jl3aw23vk7chdemalyaqad.onion:45324",
  })
  void agreesWithCore(Table table, int bucket, int position, String text) {
    var buckets = new Buckets(AddressManager.knownKey(), GROUPS);
    var endpoint = endpoint(text);
    if (endpoint.address() instanceof Ipv6 ipv6 && ipv6.asCjdns().isPresent()) {
      endpoint = new Endpoint(ipv6.asCjdns().get(), endpoint.port());
    }
    int place =
        table == Table.NEW
            ? buckets.newPlace(endpoint, endpoint.address())
            : buckets.triedPlace(endpoint);
    assertThat(place).isEqualTo(bucket * Table.BUCKET_SIZE + position);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void givesASourceGroupItsShareOfTheNewTable(long seed) {
    var random = new Random(seed);
    var buckets = new Buckets(AddressManager.newKey(random), GROUPS);
    var used = new HashSet<Integer>();
    for (int i = 0; i < 20_000; i++) {
      // Many sources, all of 250.1.0.0/16.
      var source = new Ipv4((250 << 24) | (1 << 16) | random.nextInt(1 << 16));
      used.add(buckets.newPlace(anyEndpoint(random), source) / Table.BUCKET_SIZE);
    }
    assertThat(used.size()).isLessThanOrEqualTo(64).isGreaterThan(50);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void givesAGroupOfOneSourceGroupASingleBucket(long seed) {
    var random = new Random(seed);
    var buckets = new Buckets(AddressManager.newKey(random), GROUPS);
    var source = routable(random);
    assertThat(
            IntStream.range(0, 1000)
                .map(_ -> (200 << 24) | (7 << 16) | random.nextInt(1 << 16))
                .map(ip -> buckets.newPlace(new Endpoint(new Ipv4(ip), 8333), source))
                .map(place -> place / Table.BUCKET_SIZE)
                .distinct())
        .hasSize(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8, 9})
  void givesAGroupItsShareOfTheTriedTable(long seed) {
    var random = new Random(seed);
    var buckets = new Buckets(AddressManager.newKey(random), GROUPS);
    var used = new HashSet<Integer>();
    for (int i = 0; i < 5000; i++) {
      var address = new Ipv4((250 << 24) | (1 << 16) | random.nextInt(1 << 16));
      used.add(buckets.triedPlace(new Endpoint(address, 8333)) / Table.BUCKET_SIZE);
    }
    assertThat(used.size()).isLessThanOrEqualTo(8).isGreaterThan(4);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {10, 11, 12})
  void usesAllBucketsForAllTheWorld(long seed) {
    var random = new Random(seed);
    var buckets = new Buckets(AddressManager.newKey(random), GROUPS);
    var fresh = new HashSet<Integer>();
    var tried = new HashSet<Integer>();
    for (int i = 0; i < 20_000; i++) {
      var endpoint = anyEndpoint(random);
      fresh.add(buckets.newPlace(endpoint, routable(random)) / Table.BUCKET_SIZE);
      tried.add(buckets.triedPlace(endpoint) / Table.BUCKET_SIZE);
    }
    assertThat(fresh).hasSizeGreaterThan(1000);
    assertThat(tried).hasSize(Table.TRIED.buckets());
  }

  @Test
  void dependsOnTheKeyAndThePort() {
    var random = new Random(13);
    var one = new Buckets(AddressManager.newKey(random), GROUPS);
    var other = new Buckets(AddressManager.newKey(random), GROUPS);
    int sameKey = 0;
    int samePort = 0;
    for (int i = 0; i < 1000; i++) {
      var endpoint = anyEndpoint(random);
      NetworkAddress source = routable(random);
      sameKey += one.newPlace(endpoint, source) == other.newPlace(endpoint, source) ? 1 : 0;
      var neighbour = new Endpoint(endpoint.address(), endpoint.port() ^ 1);
      samePort += one.triedPlace(endpoint) == one.triedPlace(neighbour) ? 1 : 0;
    }
    assertThat(sameKey).isLessThan(5);
    assertThat(samePort).isLessThan(20);
  }

  @Test
  void needsAWholeKey() {
    assertThatThrownBy(() -> new Buckets(Bytes.of(1, 2, 3), GROUPS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Endpoint anyEndpoint(Random random) {
    return new Endpoint(routable(random), random.nextInt(0x10000));
  }
}
