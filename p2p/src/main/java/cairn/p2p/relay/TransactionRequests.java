package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.Offer.State;
import cairn.primitives.ByteWriter;
import cairn.primitives.Hash256;
import cairn.primitives.SipHash;
import cairn.primitives.TransactionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask for which transaction, when, and in what order (Core's {@code TxRequestTracker}).
 *
 * <p>A peer's announcement of a transaction is a candidate, then perhaps requested, and then
 * completed: answered, refused or given up. These rules keep a peer from hindering that a
 * transaction is fetched, whatever it announces and does not send:
 *
 * <ul>
 *   <li>Of one transaction, one request is under way at a time.
 *   <li>A peer is not asked twice for a transaction, as long as there is anybody else to ask: what
 *       is completed is remembered until nothing else is left.
 *   <li>Nobody is asked before an announcement's time has come; so better peers get a head start.
 *   <li>Of those that could be asked, preferred ones come first; among equals a secret decides.
 * </ul>
 *
 * <p>Transactions are told apart by their hash alone, be it a txid or a wtxid: where the two are
 * equal, it does not matter which is asked for. Once a candidate's time has come it stays so, even
 * if the clock is set back. Not thread-safe.
 */
final class TransactionRequests {
  /** A request, or an announcement. */
  record Request(PeerId peer, TransactionId id) {}

  private final long k0;
  private final long k1;
  private final TreeMap<TransactionId, Offers> offers = new TreeMap<>(HashOrder.INSTANCE);
  private final TreeMap<PeerId, Offerer> offerers = new TreeMap<>();
  private final TreeSet<Offer> waiting = new TreeSet<>(Offer.BY_TIME);
  private long announced;

  /**
   * @param random makes the secret, and must not be foreseeable
   */
  TransactionRequests(RandomGenerator random) {
    k0 = random.nextLong();
    k1 = random.nextLong();
  }

  /**
   * Notes that a peer has offered a transaction; nothing changes if it has done so before.
   *
   * @param notBefore from when on the peer may be asked for it
   */
  void announced(PeerId peer, TransactionId id, boolean preferred, Instant notBefore) {
    var of = offers.computeIfAbsent(id, _ -> new Offers());
    if (of.of(peer) != null) {
      return;
    }
    var offerer = offerers.computeIfAbsent(peer, Offerer::new);
    var one = new Offer(id, offerer, announced++, priority(peer, id, preferred), notBefore);
    of.all.add(one);
    offerer.add(one);
    waiting.add(one);
  }

  /** When {@link #advance} will change something; {@link Instant#MAX} if never. */
  Instant next() {
    return waiting.isEmpty() ? Instant.MAX : waiting.first().time;
  }

  /**
   * Looks whose time has come.
   *
   * @return the requests that are given up, longest overdue first
   */
  List<Request> advance(Instant now) {
    var expired = new ArrayList<Request>();
    while (!waiting.isEmpty() && !waiting.first().time.isAfter(now)) {
      var due = waiting.first();
      if (due.state == State.DELAYED) {
        promote(due);
      } else {
        expired.add(new Request(due.offerer.peer, due.id));
        complete(due);
      }
    }
    return expired;
  }

  /** The peers for which {@link #requestable} has something, the first connected first. */
  List<PeerId> peersToAsk() {
    return offerers.values().stream()
        .filter(offerer -> !offerer.best.isEmpty())
        .map(offerer -> offerer.peer)
        .toList();
  }

  /** What the peer should be asked for now, in the order in which it announced it. */
  List<TransactionId> requestable(PeerId peer) {
    var offerer = offerers.get(peer);
    return offerer == null ? List.of() : offerer.best.stream().map(one -> one.id).toList();
  }

  /** The peer is being asked for what {@link #requestable} gave. */
  void requested(PeerId peer, TransactionId id, Instant expiry) {
    var one = find(peer, id);
    if (one == null || one.state != State.BEST) {
      throw new IllegalStateException(id + " is not to be requested of peer " + peer);
    }
    become(one, State.REQUESTED, expiry);
  }

  /** The peer has sent the transaction, or said that it cannot; it is not asked for it again. */
  void answered(PeerId peer, TransactionId id) {
    var one = find(peer, id);
    if (one != null) {
      complete(one);
    }
  }

  /** The transaction is not needed any more. */
  void forget(TransactionId id) {
    var of = offers.remove(id);
    if (of != null) {
      of.all.forEach(this::leave);
    }
  }

  /** The peer has gone. */
  void closed(PeerId peer) {
    var offerer = offerers.get(peer);
    while (offerer != null && !offerer.all.isEmpty()) {
      var last = offerer.all.getLast();
      if (complete(last)) {
        var of = offersOf(last);
        of.all.remove(last);
        leave(last);
      }
    }
  }

  /** The peers that may still have the transaction or have been asked for it. */
  List<PeerId> candidates(TransactionId id) {
    var of = offers.get(id);
    return of == null
        ? List.of()
        : of.all.stream()
            .filter(one -> one.state != State.COMPLETED)
            .map(one -> one.offerer.peer)
            .toList();
  }

  /** How many announcements of the peer are remembered, completed ones too. */
  int count(PeerId peer) {
    var offerer = offerers.get(peer);
    return offerer == null ? 0 : offerer.all.size();
  }

  /** How many requests to the peer are under way. */
  int countRequested(PeerId peer) {
    var offerer = offerers.get(peer);
    return offerer == null ? 0 : offerer.requested;
  }

  /** How many announcements are remembered of all peers. */
  int size() {
    return offerers.values().stream().mapToInt(offerer -> offerer.all.size()).sum();
  }

  private @Nullable Offer find(PeerId peer, TransactionId id) {
    var of = offers.get(id);
    return of == null ? null : of.of(peer);
  }

  private Offers offersOf(Offer one) {
    var of = offers.get(one.id);
    if (of == null) {
      throw new IllegalStateException("an announcement on its own");
    }
    return of;
  }

  /** A random number that stays the same, above all of those that are not preferred or below. */
  private long priority(PeerId peer, TransactionId id, boolean preferred) {
    var bytes = new ByteWriter(Hash256.LENGTH + Long.BYTES).hash(id).int64(peer.number()).toBytes();
    long random = SipHash.of(k0, k1, bytes) >>> 2;
    return preferred ? random | 1L << 62 : random;
  }

  private void promote(Offer one) {
    become(one, State.READY, one.time);
    var selected = offersOf(one).selected();
    if (selected == null) {
      become(one, State.BEST, one.time);
    } else if (selected.state == State.BEST && one.priority > selected.priority) {
      become(selected, State.READY, selected.time);
      become(one, State.BEST, one.time);
    }
  }

  /** Returns whether it is still remembered: it is not if there is nobody left to ask. */
  private boolean complete(Offer one) {
    if (one.state == State.COMPLETED) {
      return true;
    }
    boolean wasSelected = one.state.isSelected();
    become(one, State.COMPLETED, one.time);
    var of = offersOf(one);
    if (of.isOver()) {
      forget(one.id);
      return false;
    }
    var next = wasSelected ? of.bestReady() : null;
    if (next != null) {
      become(next, State.BEST, next.time);
    }
    return true;
  }

  /** All changes of an announcement go through here, so that it is found where its state says. */
  private void become(Offer one, State state, Instant time) {
    unlist(one);
    one.state = state;
    one.time = time;
    if (state.isWaiting()) {
      waiting.add(one);
    }
    if (state == State.BEST) {
      one.offerer.best.add(one);
    }
    if (state == State.REQUESTED) {
      one.offerer.requested++;
    }
  }

  private void unlist(Offer one) {
    if (one.state.isWaiting()) {
      waiting.remove(one);
    }
    if (one.state == State.BEST) {
      one.offerer.best.remove(one);
    }
    if (one.state == State.REQUESTED) {
      one.offerer.requested--;
    }
  }

  /** Takes it from its offerer; of its transaction's offers it is no part any more. */
  private void leave(Offer one) {
    unlist(one);
    one.offerer.remove(one);
    if (one.offerer.all.isEmpty()) {
      offerers.remove(one.offerer.peer);
    }
  }
}
