package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The slow twin of {@link Orphanage}: one list of announcements, oldest first; all sums are made
 * anew whenever they are needed.
 */
final class SlowOrphanage {
  private static final class Announcement {
    final Transaction transaction;
    final PeerId peer;
    boolean work;

    Announcement(Transaction transaction, PeerId peer) {
      this.transaction = transaction;
      this.peer = peer;
    }

    boolean isOf(Wtxid wtxid) {
      return transaction.wtxid().equals(wtxid);
    }

    int score() {
      return 1 + transaction.inputs().size() / 10;
    }
  }

  private final int maxScore;
  private final long reservedWeight;
  private final List<Announcement> all = new ArrayList<>();

  SlowOrphanage(int maxScore, long reservedWeight) {
    this.maxScore = maxScore;
    this.reservedWeight = reservedWeight;
  }

  void add(Transaction transaction, PeerId peer) {
    if (transaction.weight() <= 400_000 && !has(transaction.wtxid(), peer)) {
      all.add(new Announcement(transaction, peer));
      limit();
    }
  }

  boolean has(Wtxid wtxid, PeerId peer) {
    return all.stream().anyMatch(one -> one.isOf(wtxid) && one.peer.equals(peer));
  }

  /** The children that go into some peer's work set. */
  Set<Wtxid> newWork(Transaction parent) {
    var busy = all.stream().filter(one -> one.work).map(one -> one.transaction.wtxid()).toList();
    return all.stream()
        .map(one -> one.transaction)
        .filter(child ->
            child.inputs().stream()
                .map(input -> input.previousOutput())
                .anyMatch(output ->
                    output.txid().equals(parent.txid())
                        && output.index() < parent.outputs().size()))
        .map(Transaction::wtxid)
        .filter(wtxid -> !busy.contains(wtxid))
        .collect(Collectors.toSet());
  }

  void addWork(Wtxid wtxid, PeerId peer) {
    all.stream()
        .filter(one -> one.isOf(wtxid) && one.peer.equals(peer))
        .forEach(one -> one.work = true);
  }

  Optional<Wtxid> takeWork(PeerId peer) {
    var first = all.stream().filter(one -> one.work && one.peer.equals(peer)).findFirst();
    first.ifPresent(one -> one.work = false);
    return first.map(one -> one.transaction.wtxid());
  }

  List<Wtxid> childrenFrom(Txid parent, PeerId peer) {
    return all.reversed().stream()
        .filter(one -> one.peer.equals(peer))
        .filter(one ->
            one.transaction.inputs().stream()
                .anyMatch(input -> input.previousOutput().txid().equals(parent)))
        .sorted(Comparator.comparing(one -> !one.work))
        .map(one -> one.transaction.wtxid())
        .toList();
  }

  void remove(Wtxid wtxid) {
    all.removeIf(one -> one.isOf(wtxid));
    limit();
  }

  void removeFor(Block block) {
    var spent =
        block.transactions().stream()
            .flatMap(transaction -> transaction.inputs().stream())
            .map(input -> input.previousOutput())
            .collect(Collectors.toSet());
    all.removeIf(one ->
        one.transaction.inputs().stream()
            .anyMatch(input -> spent.contains(input.previousOutput())));
    limit();
  }

  void closed(PeerId peer) {
    all.removeIf(one -> one.peer.equals(peer));
    limit();
  }

  Set<List<Object>> announcements() {
    return all.stream()
        .map(one -> List.<Object>of(one.transaction.wtxid(), one.peer))
        .collect(Collectors.toSet());
  }

  long weight() {
    return unique().stream().mapToLong(Transaction::weight).sum();
  }

  long weight(PeerId peer) {
    return all.stream()
        .filter(one -> one.peer.equals(peer))
        .mapToLong(one -> one.transaction.weight())
        .sum();
  }

  int score() {
    return all.size() + unique().stream().mapToInt(one -> one.inputs().size() / 10).sum();
  }

  boolean isOverfull() {
    return score() > maxScore || weight() > reservedWeight * Math.max(1, peers().size());
  }

  Set<PeerId> peers() {
    return all.stream().map(one -> one.peer).collect(Collectors.toSet());
  }

  private Set<Transaction> unique() {
    return new HashSet<>(all.stream().map(one -> one.transaction).toList());
  }

  /** One announcement of the peer with the greatest load goes at a time. */
  private void limit() {
    if (!isOverfull()) {
      return;
    }
    int allowedScore = maxScore / peers().size();
    Function<PeerId, OrphanLoad> load =
        peer -> {
          int score =
              all.stream().filter(one -> one.peer.equals(peer)).mapToInt(Announcement::score).sum();
          return new OrphanLoad(score, allowedScore)
              .max(new OrphanLoad(weight(peer), reservedWeight));
        };
    while (isOverfull()) {
      var victim =
          peers().stream()
              .max(Comparator.comparing(load).thenComparing(Comparator.naturalOrder()))
              .orElseThrow();
      all.remove(
          all.stream()
              .filter(one -> one.peer.equals(victim))
              .min(Comparator.comparing(one -> one.work))
              .orElseThrow());
    }
  }
}
