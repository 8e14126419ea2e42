package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.address;
import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static cairn.p2p.addresses.SampleAddresses.ipv4;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static cairn.p2p.addresses.SampleAddresses.routable;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressSelectionTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);
  private static final NetworkAddress SOURCE = address("252.2.2.2");

  private final Random random = new Random(1);
  private final AddressManager manager =
      new AddressManager(GROUPS, AddressManager.knownKey(), random, 100);

  @Test
  void selectsNobodyWhereItKnowsNobody() {
    assertThat(manager.select(false, Set.of(), NOW)).isEmpty();
    add(peer("250.1.1.1"));
    assertThat(manager.select(false, Set.of(NetworkType.ONION), NOW)).isEmpty();
    assertThat(manager.select(true, Set.of(NetworkType.IPV4), NOW)).isPresent();
    manager.good(endpoint("250.1.1.1"), NOW);
    assertThat(manager.select(true, Set.of(), NOW)).isEmpty();
    assertThat(manager.select(false, Set.of(), NOW)).isPresent();
  }

  @Test
  void saysWhenItLastCalledWhomItSelects() {
    add(peer("250.1.1.1"));
    assertThat(manager.select(false, Set.of(), NOW))
        .contains(new Candidate(peer("250.1.1.1"), Instant.EPOCH));
    manager.attempt(endpoint("250.1.1.1"), false, NOW);
    assertThat(manager.select(false, Set.of(), NOW))
        .contains(new Candidate(peer("250.1.1.1"), NOW));
  }

  @Test
  void selectsFromBothTablesAlikeHoweverManyAreInThem() {
    for (int i = 0; i < 200; i++) {
      add(peer(new Endpoint(ipv4(random), 8333), 0));
    }
    add(peer("250.1.1.1"));
    manager.good(endpoint("250.1.1.1"), NOW.minus(1, HOURS));
    var quick = new AddressManagerDraws(manager, 4000);
    assertThat(quick.share(NOW, false, Set.of(), endpoint("250.1.1.1"))).isBetween(0.45, 0.55);
    assertThat(quick.share(NOW, true, Set.of(), endpoint("250.1.1.1"))).isZero();
  }

  @Test
  void selectsOfTheNetworksThatAreAskedFor() {
    for (int i = 0; i < 300; i++) {
      add(peer(new Endpoint(routable(random), 8333), 0));
    }
    var networks = Set.of(NetworkType.ONION, NetworkType.CJDNS);
    var drawn =
        IntStream.range(0, 300)
            .mapToObj(_ -> manager.select(false, networks, NOW))
            .map(candidate -> candidate.orElseThrow().address().endpoint().address().network())
            .collect(groupingBy(Function.identity(), counting()));
    assertThat(drawn).containsOnlyKeys(networks);
  }

  @Test
  void seldomSelectsWhomItCalledLatelyOrInVain() {
    add(peer("250.1.1.1"));
    add(peer("250.2.1.1"));
    var quick = new AddressManagerDraws(manager, 4000);
    manager.attempt(endpoint("250.1.1.1"), false, NOW);
    assertThat(quick.share(NOW.plus(9, MINUTES), false, Set.of(), endpoint("250.1.1.1")))
        .isLessThan(0.1);
    assertThat(quick.share(NOW.plus(10, MINUTES), false, Set.of(), endpoint("250.1.1.1")))
        .isBetween(0.45, 0.55);
  }

  /** Whoever has many addresses has them tell of each other. */
  @Test
  void selectsWhomManyTellOfNoMoreOftenThanOthers() {
    add(peer("250.2.1.1"));
    add(peer(endpoint("250.1.1.1"), 1800));
    for (int i = 0; i < 1000; i++) {
      var told = List.of(peer(endpoint("250.1.1.1"), 0));
      manager.add(told, ipv4(random), Duration.ZERO, NOW);
    }
    var quick = new AddressManagerDraws(manager, 4000);
    assertThat(manager.entries(Table.NEW))
        .filteredOn(entry -> entry.address().endpoint().equals(endpoint("250.1.1.1")))
        .hasSizeGreaterThan(4);
    assertThat(quick.share(NOW, true, Set.of(), endpoint("250.1.1.1"))).isBetween(0.4, 0.6);
  }

  /** How often one address is selected of many times. */
  private record AddressManagerDraws(AddressManager manager, int draws) {
    double share(Instant now, boolean newOnly, Set<NetworkType> networks, Endpoint endpoint) {
      int hits = 0;
      for (int i = 0; i < draws; i++) {
        var drawn = manager.select(newOnly, networks, now).orElseThrow();
        hits += drawn.address().endpoint().equals(endpoint) ? 1 : 0;
      }
      return (double) hits / draws;
    }
  }

  @Test
  void tellsOthersAtMostSoManyAndSoLargeAShare() {
    for (int i = 0; i < 400; i++) {
      add(peer(new Endpoint(ipv4(random), 8333), 0));
    }
    int known = manager.counts().total();
    assertThat(manager.getAddr(0, 0, null, true, NOW)).hasSize(known).doesNotHaveDuplicates();
    assertThat(manager.getAddr(1000, 23, null, true, NOW)).hasSize(known * 23 / 100);
    assertThat(manager.getAddr(10, 23, null, true, NOW)).hasSize(10);
    assertThat(manager.getAddr(0, 100, null, true, NOW)).hasSize(known);
    assertThat(manager.getAddr(50, 0, null, true, NOW))
        .isNotEqualTo(manager.getAddr(50, 0, null, true, NOW));
  }

  @Test
  void tellsOthersOfOneNetworkAndOfGoodOnesAlone() {
    add(peer("250.1.1.1"));
    add(peer("[2002:102:304::1]:8333"));
    add(peer("[2001:2001::1]:8333"));
    add(peer(endpoint("250.2.1.1"), 31L * 24 * 3600));
    assertThat(manager.getAddr(0, 0, NetworkType.IPV6, true, NOW))
        .containsExactly(peer("[2001:2001::1]:8333"));
    assertThat(manager.getAddr(0, 0, NetworkType.IPV4, true, NOW))
        .containsExactlyInAnyOrder(peer("250.1.1.1"), peer("[2002:102:304::1]:8333"));
    assertThat(manager.getAddr(0, 0, NetworkType.IPV4, false, NOW)).hasSize(3);
    assertThat(manager.getAddr(0, 0, NetworkType.I2P, false, NOW)).isEmpty();
  }

  private boolean add(PeerAddress peer) {
    return manager.add(List.of(peer), SOURCE, Duration.ZERO, NOW);
  }
}
