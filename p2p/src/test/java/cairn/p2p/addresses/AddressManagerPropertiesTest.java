package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.SERVICES;
import static cairn.p2p.addresses.SampleAddresses.ipv4;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.ByteReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressManagerPropertiesTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);

  static LongStream seeds() {
    return LongStream.range(100, 105);
  }

  /** A node that is told things, connects and asks, in a world that is too small for its tables. */
  private static final class World {
    final Random random;
    final AddressManager manager;
    final List<Endpoint> endpoints = new ArrayList<>();
    final List<NetworkAddress> sources = new ArrayList<>();
    Instant now = NOW;

    World(long seed, int checkEvery) {
      random = new Random(seed);
      manager =
          new AddressManager(GROUPS, AddressManager.newKey(random), new Random(seed), checkEvery);
      for (int i = 0; i < 600; i++) {
        // Two thirds are of one group, who from one source have but one bucket.
        var address =
            random.nextInt(3) == 0
                ? routable(random)
                : new Ipv4((250 << 24) | (1 << 16) | random.nextInt(1 << 16));
        endpoints.add(new Endpoint(address, 8333 + random.nextInt(2)));
      }
      for (int i = 0; i < 10; i++) {
        sources.add(routable(random));
      }
    }

    Endpoint anyEndpoint() {
      return endpoints.get(random.nextInt(endpoints.size()));
    }

    void step() {
      now = now.plusSeconds(random.nextInt(1200));
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> add();
        case 4, 5, 6 -> manager.good(anyEndpoint(), now);
        case 7 -> manager.attempt(anyEndpoint(), random.nextBoolean(), now);
        case 8 -> manager.connected(anyEndpoint(), now);
        case 9 -> manager.setServices(anyEndpoint(), new ServiceFlags(random.nextInt(4096)));
        case 10 -> {
          manager.selectTriedCollision();
          manager.resolveCollisions(now);
        }
        default -> {
          manager.select(random.nextBoolean(), Set.of(), now);
          manager.getAddr(10, 50, null, true, now);
        }
      }
    }

    private void add() {
      var told = new ArrayList<PeerAddress>();
      for (int i = 0; i < 20; i++) {
        long time = now.getEpochSecond() - random.nextInt(40 * 86_400) + 1000;
        told.add(new PeerAddress(time, SERVICES, anyEndpoint()));
      }
      var source = sources.get(random.nextInt(sources.size()));
      manager.add(told, source, Duration.ofSeconds(random.nextInt(7200)), now);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void neverContradictsItself(long seed) {
    var world = new World(seed, 40);
    for (int i = 0; i < 2000; i++) {
      world.step();
      if (i % 10 != 0) {
        continue;
      }
      var entries = world.manager.entries(Table.NEW);
      var fresh = entries.stream().map(e -> e.address().endpoint()).collect(Collectors.toSet());
      assertThat(world.manager.counts().inNew()).isEqualTo(fresh.size());
      var tried = world.manager.entries(Table.TRIED);
      assertThat(world.manager.counts().inTried()).isEqualTo(tried.size());
      assertThat(tried).noneMatch(entry -> fresh.contains(entry.address().endpoint()));
      int byNetwork = 0;
      for (var network : NetworkType.values()) {
        byNetwork += world.manager.counts(network).total();
      }
      assertThat(byNetwork).isEqualTo(world.manager.counts().total());
    }
    assertThat(world.manager.counts().inNew()).isGreaterThan(50);
    assertThat(world.manager.counts().inTried()).isGreaterThan(50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesTheSameWithTheSameKeyAndRandomness(long seed) {
    var one = new World(seed, 0);
    var other = new World(seed, 0);
    for (int i = 0; i < 1000; i++) {
      one.step();
      other.step();
    }
    assertThat(one.manager.encode()).isEqualTo(other.manager.encode());
    assertThat(one.manager.getAddr(0, 0, null, false, one.now))
        .isEqualTo(other.manager.getAddr(0, 0, null, false, one.now));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsBackWhatItWrites(long seed) throws Exception {
    var world = new World(seed, 0);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 500; i++) {
        world.step();
      }
      var written = world.manager.encode();
      var in = new ByteReader(written);
      var tables = AddressTablesCodec.decode(in, GROUPS, new Random(seed));
      in.expectEnd();
      var read = new AddressManager(tables, new Random(seed), 1);
      for (var table : Table.values()) {
        assertThat(read.entries(table)).isEqualTo(world.manager.entries(table));
      }
      assertThat(read.counts()).isEqualTo(world.manager.counts());
      for (var network : NetworkType.values()) {
        assertThat(read.counts(network)).isEqualTo(world.manager.counts(network));
      }
      var now = world.now.plusSeconds(3600);
      assertThat(read.getAddr(0, 0, null, true, now))
          .containsExactlyInAnyOrderElementsOf(world.manager.getAddr(0, 0, null, true, now));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {201, 202, 203})
  void leavesAnAttackerFromFewGroupsHisShareAlone(long seed) {
    var random = new Random(seed);
    var manager = new AddressManager(GROUPS, AddressManager.newKey(random), random, 0);
    var honest = new HashSet<Endpoint>();
    for (int i = 0; i < 1000; i++) {
      var endpoint = new Endpoint(ipv4(random), 8333);
      manager.add(List.of(peer(endpoint, 0)), ipv4(random), Duration.ZERO, NOW);
      if (i % 4 == 0) {
        manager.good(endpoint, NOW);
      }
    }
    manager.getAddr(0, 0, null, false, NOW).forEach(known -> honest.add(known.endpoint()));
    assertThat(honest).hasSizeGreaterThan(980);

    // The attacker has four networks, and tells of all the world, over and over.
    var later = NOW.plusSeconds(3600);
    for (int i = 0; i < 60_000; i++) {
      var source = new Ipv4((250 << 24) | ((1 + i % 4) << 16) | random.nextInt(1 << 16));
      var told = new PeerAddress(later.getEpochSecond(), SERVICES, new Endpoint(ipv4(random), 1));
      manager.add(List.of(told), source, Duration.ZERO, later);
    }
    var places = manager.entries(Table.NEW);
    long his =
        places.stream().filter(entry -> !honest.contains(entry.address().endpoint())).count();
    assertThat(his).isBetween(4 * 64 * 30L, 4 * 64 * 64L);
    var known =
        manager.getAddr(0, 0, null, false, later).stream()
            .map(PeerAddress::endpoint)
            .collect(Collectors.toSet());
    assertThat(known).containsAll(honest);
    // Half of all connections go to addresses that were good before.
    long toTried = 0;
    for (int i = 0; i < 2000; i++) {
      var selected = manager.select(false, Set.of(), later).orElseThrow();
      toTried += honest.contains(selected.address().endpoint()) ? 1 : 0;
    }
    assertThat(toTried).isGreaterThan(900);
  }
}
