package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import cairn.primitives.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The slow twin of {@link TransactionRequests}: one list, and every question answered by looking
 * through all of it. Where the secret decides it says among whom.
 */
final class SlowRequests {
  private enum Stage {
    CANDIDATE,
    REQUESTED,
    COMPLETED
  }

  private static final class Announcement {
    final PeerId peer;
    final TransactionId id;
    final boolean preferred;
    Instant time;
    Stage stage = Stage.CANDIDATE;

    /** Whether its time had come when the twin was last told the time. */
    boolean due;

    Announcement(PeerId peer, TransactionId id, boolean preferred, Instant time) {
      this.peer = peer;
      this.id = id;
      this.preferred = preferred;
      this.time = time;
    }
  }

  private final List<Announcement> all = new ArrayList<>();

  void announced(PeerId peer, TransactionId id, boolean preferred, Instant notBefore) {
    if (all.stream().noneMatch(one -> one.peer.equals(peer) && one.id.equals(id))) {
      all.add(new Announcement(peer, id, preferred, notBefore));
    }
  }

  List<TransactionRequests.Request> advance(Instant now) {
    var expired =
        all.stream()
            .filter(one -> one.stage == Stage.REQUESTED && !one.time.isAfter(now))
            .sorted(Comparator.comparing((Announcement one) -> one.time))
            .toList();
    expired.forEach(one -> one.stage = Stage.COMPLETED);
    all.forEach(one -> one.due |= !one.time.isAfter(now));
    dropWhatIsOver();
    return expired.stream().map(one -> new TransactionRequests.Request(one.peer, one.id)).toList();
  }

  /** Any one of these might be asked for {@code id} now, and exactly one should be. */
  Set<PeerId> choice(TransactionId id) {
    var of = all.stream().filter(one -> one.id.equals(id)).toList();
    if (of.stream().anyMatch(one -> one.stage == Stage.REQUESTED)) {
      return Set.of();
    }
    var due = of.stream().filter(one -> one.stage == Stage.CANDIDATE && one.due).toList();
    boolean preferred = due.stream().anyMatch(one -> one.preferred);
    return due.stream()
        .filter(one -> one.preferred == preferred)
        .map(one -> one.peer)
        .collect(Collectors.toSet());
  }

  /** These announcements of a peer's, in the order in which they came. */
  List<TransactionId> inOrder(PeerId peer, Set<TransactionId> ids) {
    return all.stream()
        .filter(one -> one.peer.equals(peer) && ids.contains(one.id))
        .map(one -> one.id)
        .toList();
  }

  void requested(PeerId peer, TransactionId id, Instant expiry) {
    all.stream()
        .filter(one -> one.peer.equals(peer) && one.id.equals(id))
        .forEach(one -> {
          one.stage = Stage.REQUESTED;
          one.time = expiry;
        });
  }

  void answered(PeerId peer, TransactionId id) {
    all.stream()
        .filter(one -> one.peer.equals(peer) && one.id.equals(id))
        .forEach(one -> one.stage = Stage.COMPLETED);
    dropWhatIsOver();
  }

  void forget(TransactionId id) {
    all.removeIf(one -> one.id.equals(id));
  }

  void closed(PeerId peer) {
    all.removeIf(one -> one.peer.equals(peer));
    dropWhatIsOver();
  }

  Set<PeerId> candidates(TransactionId id) {
    return all.stream()
        .filter(one -> one.id.equals(id) && one.stage != Stage.COMPLETED)
        .map(one -> one.peer)
        .collect(Collectors.toSet());
  }

  int count(PeerId peer) {
    return count(one -> one.peer.equals(peer));
  }

  int countRequested(PeerId peer) {
    return count(one -> one.peer.equals(peer) && one.stage == Stage.REQUESTED);
  }

  int size() {
    return all.size();
  }

  private int count(Predicate<Announcement> which) {
    return Math.toIntExact(all.stream().filter(which).count());
  }

  private void dropWhatIsOver() {
    var open =
        all.stream()
            .filter(one -> one.stage != Stage.COMPLETED)
            .map(one -> one.id)
            .collect(Collectors.toSet());
    all.removeIf(one -> !open.contains(one.id));
  }
}
