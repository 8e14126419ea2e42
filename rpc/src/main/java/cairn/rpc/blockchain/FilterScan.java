package cairn.rpc.blockchain;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.index.BlockFilterIndex;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.filter.BlockFilter;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.Set;

/**
 * Looks at the filters of blocks for those of some scripts. One thread runs it, any may look on.
 */
final class FilterScan implements OneScan.Scan {
  private final Ledger ledger;
  private final Interruption interruption;
  private volatile int percent;
  private volatile int height;
  private volatile boolean aborted;

  FilterScan(Ledger ledger, Interruption interruption) {
    this.ledger = ledger;
    this.interruption = interruption;
  }

  @Override
  public Json status() {
    return Json.object().put("progress", percent).put("current_height", height).build();
  }

  @Override
  public void abort() {
    aborted = true;
  }

  /**
   * Looks at the filters of the blocks from {@code first} on to {@code last}, as far as there are
   * any, and says which blocks match.
   *
   * @param exact whether to look at the blocks themselves, too
   */
  Json run(
      BlockFilterIndex index,
      IndexedBlock first,
      IndexedBlock last,
      Set<Script> scripts,
      boolean exact)
      throws RpcException {
    var found = new ArrayList<IndexedBlock>();
    int all = last.height() - first.height() + 1;
    var chain = ledger.chain();
    int reached = first.height();
    boolean completed = true;
    for (int at = first.height(); at <= last.height(); at++) {
      if (interruption.isInterrupted()) {
        throw Waits.shuttingDown();
      }
      if (aborted) {
        completed = false;
        break;
      }
      reached = at;
      height = at;
      percent = (int) (100L * (at - first.height()) / all);
      var block = chain.contains(last) ? chain.at(at) : last.ancestor(at);
      if (block != null && matches(index, block, scripts) && (!exact || holds(block, scripts))) {
        found.add(block);
      }
    }
    return Json.object()
        .put("from_height", first.height())
        .put("to_height", reached)
        .put("relevant_blocks", Json.array(found.size(), i -> Json.of(found.get(i).hash())))
        .put("completed", completed)
        .build();
  }

  private static boolean matches(BlockFilterIndex index, IndexedBlock block, Set<Script> scripts)
      throws RpcException {
    var filter = index.filter(block);
    try {
      return filter.isPresent()
          && BlockFilter.decode(block.hash(), filter.get()).matchesAny(scripts);
    } catch (DecodeException e) {
      throw new RpcException(
          ErrorCode.INTERNAL_ERROR, "The filter of block %s is damaged".formatted(block.hash()));
    }
  }

  /** Whether the block really makes or spends coins of one of these scripts. */
  private boolean holds(IndexedBlock where, Set<Script> scripts) throws RpcException {
    try {
      for (var transaction : ledger.blocks().block(where).transactions()) {
        for (var output : transaction.outputs()) {
          if (scripts.contains(output.scriptPubKey())) {
            return true;
          }
        }
      }
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
    try {
      for (var spent : ledger.blocks().spent(where)) {
        for (var coin : spent) {
          if (scripts.contains(coin.output().scriptPubKey())) {
            return true;
          }
        }
      }
      return false;
    } catch (BlockUnavailableException e) {
      throw Blocks.spentUnavailable(e);
    }
  }
}
