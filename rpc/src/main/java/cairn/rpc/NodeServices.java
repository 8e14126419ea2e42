package cairn.rpc;

import cairn.ledger.Ledger;
import cairn.ledger.MockableClock;
import cairn.ledger.fees.FeeEstimator;
import cairn.ledger.index.Indexes;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.ledger.mining.BlockOptions;
import cairn.ledger.mining.Candidates;
import cairn.rpc.call.CallListener;
import cairn.rpc.zmq.Publisher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the methods are about.
 *
 * @param clock the one by which the whole node goes
 * @param candidates what goes into blocks that are mined here
 * @param mempoolFile where the mempool is stored
 * @param fees null if the node does not learn what transactions pay
 * @param blockOptions how such blocks are made
 * @param publishers what is published over ZMQ
 * @param calls is told of calls
 * @param network null if the node knows no others, and there are no methods about them
 */
public record NodeServices(
    NodeControl node,
    LogControl log,
    MockableClock clock,
    Ledger ledger,
    Indexes indexes,
    Candidates candidates,
    MempoolFile mempoolFile,
    @Nullable FeeEstimator fees,
    BlockOptions blockOptions,
    List<Publisher> publishers,
    CallListener calls,
    @Nullable NetworkThread network) {
  public NodeServices {
    publishers = List.copyOf(publishers);
  }

  /** The same, with nobody told of calls. */
  public NodeServices unwatched() {
    return new NodeServices(
        node,
        log,
        clock,
        ledger,
        indexes,
        candidates,
        mempoolFile,
        fees,
        blockOptions,
        publishers,
        CallListener.NONE,
        network);
  }
}
