package cairn.rpc.web;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.rpc.blockchain.BlockStatistics;
import cairn.rpc.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be said of blocks only by reading them, kept for those that are looked at. Thread-safe.
 */
final class BlockFacts {
  private static final int MOST_KEPT = 1000;

  private final Ledger ledger;
  private final Map<BlockHash, Json.Obj> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockHash, Json.Obj> eldest) {
          return size() > MOST_KEPT;
        }
      };

  BlockFacts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Its size, its coinbase, and where it is known what it spent, its statistics. */
  Json.Obj of(IndexedBlock where) throws BlockUnavailableException {
    synchronized (kept) {
      var known = kept.get(where.hash());
      if (known != null) {
        return known;
      }
    }
    var block = ledger.blocks().block(where);
    var spent = spent(where);
    var facts = of(where, block, spent);
    if (facts.has("totalfee")) { // else more of it may be known later
      synchronized (kept) {
        kept.put(where.hash(), facts);
      }
    }
    return facts;
  }

  /** For each transaction but the first, the coins of its inputs; empty if that is not known. */
  List<List<Coin>> spent(IndexedBlock where) throws BlockUnavailableException {
    return where.hasUndo() ? ledger.blocks().spent(where) : List.of();
  }

  /**
   * The same of a block that has been read.
   *
   * @param spent as {@link #spent} gives it
   */
  Json.Obj of(IndexedBlock where, Block block, List<List<Coin>> spent) {
    var json =
        Json.object()
            .put("size", block.totalSize())
            .put("weight", block.weight())
            .put(
                "coinbase",
                block.transactions().getFirst().inputs().getFirst().scriptSig().bytes());
    if (where.height() == 0 || !spent.isEmpty() || block.transactions().size() == 1) {
      var all = BlockStatistics.of(where, block, spent, ledger.config().network().consensus());
      for (var name :
          List.of(
              "avgfeerate",
              "feerate_percentiles",
              "minfeerate",
              "maxfeerate",
              "ins",
              "outs",
              "subsidy",
              "totalfee",
              "total_out")) {
        json.put(name, all.find(name));
      }
    }
    return json.build();
  }
}
