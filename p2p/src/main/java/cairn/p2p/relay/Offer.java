package cairn.p2p.relay;

import cairn.primitives.TransactionId;
import java.time.Instant;
import java.util.Comparator;

/** A peer's announcement of a transaction, and how far it has come. */
final class Offer {
  enum State {
    /** A candidate whose time has not come. */
    DELAYED,
    /** A candidate, with a better one or a request before it. */
    READY,
    /** The best candidate, with no request under way. */
    BEST,
    REQUESTED,
    /** Answered, refused or given up. */
    COMPLETED;

    boolean isSelected() {
      return this == BEST || this == REQUESTED;
    }

    boolean isWaiting() {
      return this == DELAYED || this == REQUESTED;
    }
  }

  static final Comparator<Offer> BY_NUMBER = Comparator.comparingLong(offer -> offer.number);
  static final Comparator<Offer> BY_TIME =
      Comparator.<Offer, Instant>comparing(offer -> offer.time).thenComparing(BY_NUMBER);

  final TransactionId id;
  final Offerer offerer;

  /** Counts up with each offer of whichever peer. */
  final long number;

  /** Of the candidates of one transaction, that with the highest is chosen. */
  final long priority;

  State state = State.DELAYED;

  /** From when on it may be requested; once it is, when that is given up. */
  Instant time;

  /** Where it stands among its offerer's. */
  int place;

  Offer(TransactionId id, Offerer offerer, long number, long priority, Instant time) {
    this.id = id;
    this.offerer = offerer;
    this.number = number;
    this.priority = priority;
    this.time = time;
  }
}
