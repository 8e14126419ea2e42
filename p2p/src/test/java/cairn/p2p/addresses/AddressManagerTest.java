package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.SERVICES;
import static cairn.p2p.addresses.SampleAddresses.address;
import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static cairn.p2p.addresses.SampleAddresses.ipv4;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressManagerTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);
  private static final NetworkAddress SOURCE = address("252.2.2.2");

  private final Random random = new Random(1);
  private final AddressManager manager =
      new AddressManager(GROUPS, AddressManager.knownKey(), random, 100);

  @Test
  void knowsWhatItWasTold() {
    assertThat(add(peer("250.1.1.1:8333"))).isTrue();
    assertThat(add(peer("250.1.1.1:8334"))).isTrue();
    assertThat(manager.counts()).isEqualTo(new Counts(2, 0));
    assertThat(entry("250.1.1.1:8333").address()).isEqualTo(peer("250.1.1.1:8333"));
    assertThat(entry("250.1.1.1:8333").source()).isEqualTo(SOURCE);
    assertThat(entry("250.1.1.1:8333").table()).isEqualTo(Table.NEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "0.0.0.0", "fe80::1", "::1", "2001:db8::1"})
  void takesNothingThatOthersCannotReach(String text) {
    assertThat(add(peer(new Endpoint(address(text), 8333), 0))).isFalse();
    assertThat(manager.counts().total()).isZero();
  }

  @Test
  void takesNothingTwiceFromOneSource() {
    assertThat(add(peer("250.1.1.1"))).isTrue();
    assertThat(add(peer("250.1.1.1"))).isFalse();
    assertThat(manager.counts()).isEqualTo(new Counts(1, 0));
  }

  @Test
  void countsByNetwork() {
    add(peer("250.1.1.1"));
    add(peer("[2001:2001::1]:8333"));
    add(peer("pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"));
    add(peer("c4gfnttsuwqomiygupdqqqyy5y5emnk5c73hrfvatri67prd7vyq.b32.i2p"));
    manager.good(endpoint("250.1.1.1"), NOW);
    assertThat(manager.counts()).isEqualTo(new Counts(3, 1));
    assertThat(manager.counts(NetworkType.IPV4)).isEqualTo(new Counts(0, 1));
    assertThat(manager.counts(NetworkType.IPV6)).isEqualTo(new Counts(1, 0));
    assertThat(manager.counts(NetworkType.ONION)).isEqualTo(new Counts(1, 0));
    assertThat(manager.counts(NetworkType.I2P)).isEqualTo(new Counts(1, 0));
    assertThat(manager.counts(NetworkType.CJDNS)).isEqualTo(new Counts(0, 0));
  }

  @Test
  void takesThePenaltyOffTheTimeThatOthersTell() {
    manager.add(List.of(peer("250.1.1.1")), SOURCE, Duration.ofHours(2), NOW);
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() - 7200);
    manager.add(List.of(peer("250.1.1.2")), address("250.1.1.2"), Duration.ofHours(2), NOW);
    assertThat(entry("250.1.1.2").address().time()).isEqualTo(NOW.getEpochSecond());
    var early = new PeerAddress(100, SERVICES, endpoint("250.1.1.3"));
    manager.add(List.of(early), SOURCE, Duration.ofHours(2), NOW);
    assertThat(entry("250.1.1.3").address().time()).isZero();
  }

  @Test
  void gathersServicesUntilTheNodeItselfTells() {
    add(new PeerAddress(0, ServiceFlags.NETWORK, endpoint("250.1.1.1")));
    add(new PeerAddress(0, ServiceFlags.WITNESS, endpoint("250.1.1.1")));
    assertThat(entry("250.1.1.1").address().services()).isEqualTo(SERVICES);
    manager.setServices(endpoint("250.1.1.1"), ServiceFlags.P2P_V2);
    assertThat(entry("250.1.1.1").address().services()).isEqualTo(ServiceFlags.P2P_V2);
    manager.setServices(endpoint("250.1.1.9"), ServiceFlags.P2P_V2);
    assertThat(manager.counts().total()).isEqualTo(1);
  }

  @Test
  void movesTimesInStepsThatTellLittle() {
    long old = 48 * 3600;
    add(peer(endpoint("250.1.1.1"), old));
    // Of one that seems to be offline, only days count.
    add(peer(endpoint("250.1.1.1"), old - 23 * 3600));
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() - old);
    add(peer(endpoint("250.1.1.1"), old - 24 * 3600 - 1));
    assertThat(entry("250.1.1.1").address().time())
        .isEqualTo(NOW.getEpochSecond() - old + 24 * 3600 + 1);
    // Of one that is online, hours.
    add(peer(endpoint("250.1.1.1"), 3600));
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() - 3600);
    add(peer(endpoint("250.1.1.1"), 0));
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() - 3600);
  }

  @Test
  void notesThatAPeerWasConnectedNoMoreOftenThanEveryTwentyMinutes() {
    add(peer("250.1.1.1"));
    manager.connected(endpoint("250.1.1.1"), NOW.plus(20, MINUTES));
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond());
    manager.connected(endpoint("250.1.1.1"), NOW.plus(21, MINUTES));
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() + 21 * 60);
    manager.connected(endpoint("250.1.1.9"), NOW);
    assertThat(manager.counts().total()).isEqualTo(1);
  }

  @Test
  void givesUpToEightPlacesToWhatManySourcesTell() {
    int tellings = 0;
    long seconds = 100_000;
    while (places("250.1.1.1") < 8 && tellings < 100_000) {
      tellings++;
      manager.add(
          List.of(peer(endpoint("250.1.1.1"), seconds--)), ipv4(random), Duration.ZERO, NOW);
    }
    // Each place is half as likely as the one before it: 1 + 2 + 4 + ... + 128 on average.
    assertThat(tellings).isBetween(60, 1000);
    for (int i = 0; i < 1000; i++) {
      manager.add(
          List.of(peer(endpoint("250.1.1.1"), seconds--)), ipv4(random), Duration.ZERO, NOW);
    }
    assertThat(places("250.1.1.1")).isEqualTo(8);
    assertThat(manager.counts()).isEqualTo(new Counts(1, 0));
    assertThat(entry("250.1.1.1").places()).isEqualTo(8);
    manager.good(endpoint("250.1.1.1"), NOW);
    assertThat(places("250.1.1.1")).isEqualTo(1);
    assertThat(manager.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void doesNotGiveAPlaceAwayWhileItsOwnerIsAnyGood() {
    var owners = fillBucket(peer -> peer);
    assertThat(owners).isNotEmpty();
    // A newcomer from the same group has one place, and in a full bucket that is somebody's.
    for (int i = 0; i < 1000; i++) {
      add(peer(new Endpoint(address("250.1." + i / 250 + "." + i % 250), 18333), 0));
    }
    assertThat(known()).containsAll(owners);
  }

  @Test
  void givesThePlacesOfTerribleOnesAway() {
    var owners = fillBucket(peer -> peer(peer.endpoint(), 31L * 24 * 3600));
    for (int i = 0; i < 1000; i++) {
      add(peer(new Endpoint(address("250.1." + i / 250 + "." + i % 250), 18333), 0));
    }
    assertThat(known()).doesNotContainAnyElementsOf(owners).hasSizeGreaterThan(50);
  }

  /** Adds many of one group from one source, who all belong in one bucket; returns who got in. */
  private Set<Endpoint> fillBucket(Function<PeerAddress, PeerAddress> change) {
    for (int i = 0; i < 1000; i++) {
      var endpoint = new Endpoint(address("250.1." + i / 250 + "." + i % 250), 8333);
      add(change.apply(peer(endpoint, 0)));
    }
    return known();
  }

  @Test
  void movesAnAddressToTheTriedTableWhenItAnswers() {
    add(peer("250.1.1.1"));
    assertThat(manager.good(endpoint("250.1.1.1"), NOW)).isTrue();
    assertThat(entry("250.1.1.1").table()).isEqualTo(Table.TRIED);
    assertThat(manager.good(endpoint("250.1.1.1"), NOW)).isFalse();
    assertThat(manager.good(endpoint("250.1.1.9"), NOW)).isFalse();
    assertThat(manager.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void doesNotTellOthersByTimesToWhomItIsConnected() {
    add(peer(endpoint("250.1.1.1"), 3600));
    manager.good(endpoint("250.1.1.1"), NOW);
    manager.attempt(endpoint("250.1.1.1"), true, NOW);
    assertThat(entry("250.1.1.1").address().time()).isEqualTo(NOW.getEpochSecond() - 3600);
  }

  @Test
  void addsNothingToTheNewTableThatIsTried() {
    add(peer(endpoint("250.1.1.1"), 3600));
    manager.good(endpoint("250.1.1.1"), NOW);
    assertThat(add(peer("250.1.1.1"))).isFalse();
    assertThat(manager.counts()).isEqualTo(new Counts(0, 1));
  }

  @Test
  void countsAFailureOnceUntilAnotherConnectionSucceeds() {
    add(peer("250.1.1.1"));
    add(peer("250.2.1.1"));
    var one = endpoint("250.1.1.1");
    // Three attempts without any success make an address terrible, a minute after the last.
    for (int i = 0; i < 5; i++) {
      manager.attempt(one, true, NOW.plus(i, HOURS));
    }
    assertThat(goodOnes(NOW.plus(6, HOURS))).contains(one);
    for (int i = 0; i < 3; i++) {
      manager.good(endpoint("250.2.1.1"), NOW.plus(10 + 2L * i, HOURS));
      manager.attempt(one, true, NOW.plus(11 + 2L * i, HOURS));
    }
    assertThat(goodOnes(NOW.plus(15, HOURS).plusSeconds(60))).contains(one);
    assertThat(goodOnes(NOW.plus(15, HOURS).plusSeconds(61))).doesNotContain(one);
  }

  @Test
  void doesNotCountAttemptsThatSayNothingOfTheAddress() {
    add(peer("250.1.1.1"));
    add(peer("250.2.1.1"));
    for (int i = 0; i < 10; i++) {
      manager.good(endpoint("250.2.1.1"), NOW.plus(2L * i, MINUTES));
      manager.attempt(endpoint("250.1.1.1"), false, NOW.plus(2L * i + 1, MINUTES));
    }
    assertThat(goodOnes(NOW.plus(1, HOURS))).contains(endpoint("250.1.1.1"));
  }

  private boolean add(PeerAddress peer) {
    return manager.add(List.of(peer), SOURCE, Duration.ZERO, NOW);
  }

  private Set<Endpoint> goodOnes(Instant now) {
    return manager.getAddr(0, 0, null, true, now).stream()
        .map(PeerAddress::endpoint)
        .collect(Collectors.toSet());
  }

  private Set<Endpoint> known() {
    return manager.getAddr(0, 0, null, false, NOW).stream()
        .map(PeerAddress::endpoint)
        .collect(Collectors.toSet());
  }

  /** The only entry of an endpoint, or one of those it has in the new table. */
  private TableEntry entry(String text) {
    return requireNonNull(entries().get(endpoint(text))).getFirst();
  }

  private int places(String text) {
    return Optional.ofNullable(entries().get(endpoint(text))).map(List::size).orElse(0);
  }

  private Map<Endpoint, List<TableEntry>> entries() {
    var entries = new ArrayList<>(manager.entries(Table.NEW));
    entries.addAll(manager.entries(Table.TRIED));
    return entries.stream().collect(groupingBy(entry -> entry.address().endpoint()));
  }
}
