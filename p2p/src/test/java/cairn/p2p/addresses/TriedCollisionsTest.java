package cairn.p2p.addresses;

import static cairn.p2p.addresses.SampleAddresses.NOW;
import static cairn.p2p.addresses.SampleAddresses.SERVICES;
import static cairn.p2p.addresses.SampleAddresses.address;
import static cairn.p2p.addresses.SampleAddresses.endpoint;
import static cairn.p2p.addresses.SampleAddresses.peer;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriedCollisionsTest {
  private static final NetGroups GROUPS = new NetGroups(AsMap.NONE);
  private static final NetworkAddress SOURCE = address("252.2.2.2");

  /** These two have one place in the tried table, under the known key. */
  private static final Endpoint OWNER = endpoint("1.2.3.4:8333");

  private static final Endpoint RIVAL = endpoint("1.2.5.45:8333");

  private final AddressManager manager =
      new AddressManager(GROUPS, AddressManager.knownKey(), new Random(1), 1);

  @Test
  void callsTheOwnerBeforeItGivesItsTriedPlaceAway() {
    collide(NOW);
    assertThat(manager.selectTriedCollision())
        .map(candidate -> candidate.address().endpoint())
        .contains(OWNER);
    // It answers.
    manager.good(OWNER, NOW.plus(1, MINUTES));
    manager.resolveCollisions(NOW.plus(5, MINUTES));
    assertThat(entry(OWNER).table()).isEqualTo(Table.TRIED);
    assertThat(entry(RIVAL).table()).isEqualTo(Table.NEW);
    assertThat(manager.selectTriedCollision()).isEmpty();
  }

  @Test
  void givesTheTriedPlaceAwayOfWhoDoesNotAnswer() {
    collide(NOW);
    manager.attempt(OWNER, true, NOW.plus(1, MINUTES));
    manager.resolveCollisions(NOW.plus(2, MINUTES));
    assertThat(entry(OWNER).table()).isEqualTo(Table.TRIED);
    manager.resolveCollisions(NOW.plus(2, MINUTES).plusSeconds(1));
    assertThat(entry(RIVAL).table()).isEqualTo(Table.TRIED);
    assertThat(entry(OWNER).table()).isEqualTo(Table.NEW);
    assertThat(manager.counts()).isEqualTo(new Counts(1, 1));
    assertThat(manager.selectTriedCollision()).isEmpty();
  }

  @Test
  void givesTheTriedPlaceAwayOfWhoCouldNotBeCalled() {
    collide(NOW);
    manager.resolveCollisions(NOW.plus(40, MINUTES));
    assertThat(entry(OWNER).table()).isEqualTo(Table.TRIED);
    manager.resolveCollisions(NOW.plus(40, MINUTES).plusSeconds(1));
    assertThat(entry(RIVAL).table()).isEqualTo(Table.TRIED);
  }

  @Test
  void doesNotCallWhoAnsweredLately() {
    add(peer(OWNER, 0));
    add(peer(RIVAL, 0));
    manager.good(OWNER, NOW);
    assertThat(manager.good(RIVAL, NOW.plus(4, HOURS).minusSeconds(1))).isFalse();
    manager.resolveCollisions(NOW.plus(4, HOURS).minusSeconds(1));
    assertThat(manager.selectTriedCollision()).isEmpty();
    assertThat(entry(RIVAL).table()).isEqualTo(Table.NEW);
  }

  @Test
  void forgetsACollisionWithAnAddressThatItForgot() {
    collide(NOW);
    // The rival becomes terrible, and its place in the new table goes to another.
    var later = NOW.plus(31, DAYS);
    int place = entry(RIVAL).position() + 64 * entry(RIVAL).bucket();
    var buckets = new Buckets(AddressManager.knownKey(), GROUPS);
    var successor =
        IntStream.range(1, 0x10000)
            .mapToObj(port -> new Endpoint(RIVAL.address(), port))
            .filter(endpoint -> buckets.newPlace(endpoint, SOURCE) == place)
            .filter(endpoint -> !endpoint.equals(RIVAL))
            .findFirst()
            .orElseThrow();
    var told = new PeerAddress(later.getEpochSecond(), SERVICES, successor);
    assertThat(manager.add(List.of(told), SOURCE, Duration.ZERO, later)).isTrue();
    assertThat(known()).doesNotContain(RIVAL);
    assertThat(manager.selectTriedCollision()).isEmpty();
    manager.resolveCollisions(later);
    assertThat(entry(OWNER).table()).isEqualTo(Table.TRIED);
  }

  /** The owner is in the tried table for five hours when the rival has a good connection. */
  private void collide(Instant at) {
    manager.add(List.of(peer(OWNER, 0), peer(RIVAL, 0)), SOURCE, Duration.ZERO, at);
    assertThat(manager.good(OWNER, at.minus(5, HOURS))).isTrue();
    assertThat(manager.good(RIVAL, at)).isFalse();
    assertThat(manager.counts()).isEqualTo(new Counts(1, 1));
  }

  private boolean add(PeerAddress peer) {
    return manager.add(List.of(peer), SOURCE, Duration.ZERO, NOW);
  }

  private TableEntry entry(Endpoint endpoint) {
    return Stream.of(Table.values())
        .flatMap(table -> manager.entries(table).stream())
        .filter(entry -> entry.address().endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow();
  }

  private Set<Endpoint> known() {
    return manager.getAddr(0, 0, null, false, NOW).stream()
        .map(PeerAddress::endpoint)
        .collect(Collectors.toSet());
  }
}
