package cairn.rpc.rest;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks of the active chain, one after the other. */
final class ChainRun {
  private ChainRun() {}

  /**
   * The blocks from one on.
   *
   * @param first null, or off the chain, for none
   * @param most how many there are, if the chain is long enough
   */
  static List<IndexedBlock> from(@Nullable IndexedBlock first, ActiveChain chain, int most) {
    var run = new ArrayList<IndexedBlock>();
    var next = first != null && chain.contains(first) ? first : null;
    while (next != null && run.size() < most) {
      run.add(next);
      next = chain.next(next);
    }
    return run;
  }
}
