package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.primitives.Wtxid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Transactions that are to be announced to one kind of peers, and have to wait while there are too
 * many: those that pay most go first (Core's {@code InvToSendBucket}).
 *
 * <p>Without a limit, a flood of transactions that pay little would be announced at the rate at
 * which it comes, and all peers would have to fetch it. The limits are six times what blocks can
 * confirm, in bytes, and a number of transactions each second that ordinary traffic stays below.
 */
final class RelayBacklog {
  private static final double BYTES_AT_START = 12e6;
  private static final double MAX_BYTES = 50e6;
  private static final double BYTES_PER_SECOND = 20e3;
  private static final double MAX_BYTES_OVERSPENT = 50e3;
  private static final int MAX_SECONDS_SAVED = 30;
  private static final int SECONDS_OVERSPENT = 5;

  private final TokenBucket bytes;
  private final TokenBucket count;

  /** To order a backlog takes time, so each time a whole announcement's worth is taken from it. */
  private final double maxOverspent;

  private List<Wtxid> waiting = new ArrayList<>();

  /**
   * @param perSecond how many transactions may be announced to inbound peers
   * @param factor how many times as many it may be to these
   */
  RelayBacklog(int perSecond, double factor) {
    bytes = new TokenBucket(BYTES_PER_SECOND * factor, BYTES_AT_START, MAX_BYTES);
    double most = (double) perSecond * MAX_SECONDS_SAVED;
    count = new TokenBucket(perSecond * factor, most, most);
    maxOverspent = (double) perSecond * SECONDS_OVERSPENT;
  }

  void add(Wtxid wtxid) {
    waiting.add(wtxid);
  }

  void clear() {
    waiting = new ArrayList<>();
  }

  /** How many wait, including some that may not be in the pool any more. */
  int size() {
    return waiting.size();
  }

  void refill(Instant now) {
    bytes.refill(now);
    count.refill(now);
  }

  /** Whether something waits and may be announced. */
  boolean isReady() {
    return !waiting.isEmpty() && bytes.tokens() > 0 && count.tokens() > 0;
  }

  /**
   * Takes the best of what waits, as much as may be announced now, and drops what is not in the
   * pool any more.
   */
  List<Wtxid> take(TransactionPool pool) {
    int most = (int) Math.max(count.tokens() + maxOverspent, 0);
    var taken = new ArrayList<Wtxid>();
    var left = new ArrayList<Wtxid>();
    for (var entry : pool.inRelayOrder(waiting)) {
      var transaction = entry.transaction();
      if (taken.size() < most && bytes.tokens() > -MAX_BYTES_OVERSPENT) {
        taken.add(transaction.wtxid());
        bytes.spend(transaction.totalSize());
        count.spend(1);
      } else {
        left.add(transaction.wtxid());
      }
    }
    waiting = left;
    return taken;
  }

  BacklogInfo info() {
    return new BacklogInfo(waiting.size(), count.tokens(), bytes.tokens());
  }
}
