package cairn.ledger.mining;

import cairn.primitives.BlockHash;
import cairn.primitives.FeeRate;
import java.util.List;

/** Where the transactions of a new block come from. */
@FunctionalInterface
public interface Candidates {
  /** For blocks that have only their coinbase. */
  Candidates NONE = _ -> List.of();

  /**
   * The transactions to put into a block, in this order, each after those that it spends. There are
   * none if the block does not come after the tip: a block without is good wherever it comes.
   */
  List<Candidate> choose(Room room);

  /** Counts on whenever the choice may be another than before. For any thread. */
  default long changes() {
    return 0;
  }

  /**
   * What transactions have to fit into.
   *
   * @param previous the block before
   * @param height of the block
   * @param lockTimeCutoff seconds since 1970: later lock times have not passed
   * @param weight below which all of them together have to stay, in weight units
   * @param sigOpCost below which the cost of all their signature operations has to stay
   * @param minimumFee that they pay at least, as far as there is one
   */
  record Room(
      BlockHash previous,
      int height,
      long lockTimeCutoff,
      int weight,
      int sigOpCost,
      FeeRate minimumFee) {}
}
