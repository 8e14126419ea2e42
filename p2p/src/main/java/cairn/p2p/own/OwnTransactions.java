package cairn.p2p.own;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Transactions that are being sent over connections of their own, and to whom. */
final class OwnTransactions {
  static final int MAX = 10_000;

  /** To so many nodes one is sent at most, unless the operator asks for it again. */
  static final int MAX_SENDINGS = 1_000;

  /** After this, one that no node has confirmed should be sent again. */
  private static final Duration UNCONFIRMED = Duration.ofMinutes(5);

  /** After this, one that has been received should have come back from the network. */
  private static final Duration NOT_BACK = Duration.ofMinutes(1);

  /** Who has been sent least goes first, and of those who has waited longest. */
  private static final Comparator<Entry> URGENCY =
      Comparator.<Entry>comparingInt(entry -> entry.sendings.size())
          .thenComparingInt(entry -> entry.confirmed)
          .thenComparing(entry -> entry.lastChosen)
          .thenComparing(entry -> entry.lastConfirmed);

  private final Map<Wtxid, Entry> entries = new LinkedHashMap<>();

  /** What goes to peers that are there: never more than one transaction to one. */
  private final Map<Peer, Sending> byPeer = new HashMap<>();

  /** What becomes of one that is added. */
  enum Added {
    NEW,
    PRESENT,
    NO_ROOM
  }

  private static final class Entry {
    final Transaction transaction;
    final List<Sending> sendings = new ArrayList<>();
    Instant added;
    Instant lastChosen = Instant.MIN;
    Instant lastConfirmed = Instant.MIN;
    int confirmed;

    Entry(Transaction transaction, Instant added) {
      this.transaction = transaction;
      this.added = added;
    }

    boolean isPending() {
      return sendings.size() < MAX_SENDINGS;
    }

    boolean isStale(Instant now) {
      return confirmed == 0
          ? added.plus(UNCONFIRMED).isBefore(now)
          : lastConfirmed.plus(NOT_BACK).isBefore(now);
    }

    OwnTransaction snapshot() {
      return new OwnTransaction(
          transaction,
          added,
          MAX_SENDINGS - sendings.size(),
          sendings.stream()
              .map(one ->
                  new OwnTransaction.Sending(one.to, one.chosen, Optional.ofNullable(one.received)))
              .toList());
    }
  }

  private static final class Sending {
    final Entry entry;
    final Endpoint to;
    final Instant chosen;
    @Nullable Instant received;

    Sending(Entry entry, Endpoint to, Instant chosen) {
      this.entry = entry;
      this.to = to;
      this.chosen = chosen;
    }
  }

  /** Adds one, or begins anew with one that has been sent as often as it may. */
  Added add(Transaction transaction, Instant now) {
    var present = entries.get(transaction.wtxid());
    if (present == null) {
      if (entries.size() >= MAX) {
        return Added.NO_ROOM;
      }
      entries.put(transaction.wtxid(), new Entry(transaction, now));
      return Added.NEW;
    }
    if (present.isPending()) {
      return Added.PRESENT;
    }
    entries.put(transaction.wtxid(), new Entry(present.transaction, now));
    return Added.NEW;
  }

  /**
   * Forgets one.
   *
   * @return how many nodes have it for sure; empty if it was not there
   */
  Optional<Integer> remove(Wtxid id) {
    return Optional.ofNullable(entries.remove(id)).map(entry -> entry.confirmed);
  }

  /** Chooses the most urgent one for a peer that was sent none yet. */
  Optional<Transaction> choose(Peer peer, Instant now) {
    var urgent = entries.values().stream().filter(Entry::isPending).min(URGENCY);
    urgent.ifPresent(entry -> {
      var sending = new Sending(entry, peer.remote(), now);
      entry.sendings.add(sending);
      entry.lastChosen = now;
      byPeer.put(peer, sending);
    });
    return urgent.map(entry -> entry.transaction);
  }

  /** What was chosen for a peer, unless that is wanted no more. */
  Optional<Transaction> of(Peer peer) {
    return Optional.ofNullable(byPeer.get(peer))
        .map(sending -> sending.entry)
        .filter(entry -> entries.get(entry.transaction.wtxid()) == entry)
        .map(entry -> entry.transaction);
  }

  /** The peer has what was chosen for it. */
  void confirm(Peer peer, Instant now) {
    var sending = byPeer.get(peer);
    if (sending != null && sending.received == null) {
      sending.received = now;
      sending.entry.lastConfirmed = now;
      sending.entry.confirmed++;
    }
  }

  /**
   * The peer has gone.
   *
   * @return whether it had confirmed what was chosen for it
   */
  boolean end(Peer peer) {
    var sending = byPeer.remove(peer);
    return sending != null && sending.received != null;
  }

  /** Whether there is one that may be sent to somebody. */
  boolean hasPending() {
    return entries.values().stream().anyMatch(Entry::isPending);
  }

  /** Those that should have come back by now. */
  List<Transaction> stale(Instant now) {
    return entries.values().stream()
        .filter(entry -> entry.isPending() && entry.isStale(now))
        .map(entry -> entry.transaction)
        .toList();
  }

  /** Those that are {@code wanted}, in the order in which they were added. */
  List<OwnTransaction> find(Predicate<Transaction> wanted) {
    return entries.values().stream()
        .filter(entry -> wanted.test(entry.transaction))
        .map(Entry::snapshot)
        .toList();
  }
}
