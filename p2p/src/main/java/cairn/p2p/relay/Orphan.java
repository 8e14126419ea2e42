package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import cairn.primitives.Transaction;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A transaction that spends what is not known. */
final class Orphan {
  private static final int INPUTS_PER_LATENCY_POINT = 10;

  final Transaction transaction;

  /** Who announced it, and the numbers of the announcements, which count up with time. */
  final TreeMap<PeerId, Long> announcers = new TreeMap<>();

  /** The announcer in whose work set it is; null if in none. */
  @Nullable PeerId worker;

  Orphan(Transaction transaction) {
    this.transaction = transaction;
  }

  /** What of the latency score it takes besides a point for each announcement. */
  int inputScore() {
    return transaction.inputs().size() / INPUTS_PER_LATENCY_POINT;
  }
}
