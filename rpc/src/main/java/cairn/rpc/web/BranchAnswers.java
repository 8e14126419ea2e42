package cairn.rpc.web;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.blockchain.GetChainTips;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code /api/branches}: the last blocks of the chain, and those of other branches beside them. */
final class BranchAnswers implements Answers {
  private static final int DEPTH = 24;

  /** Headers that come before their blocks are no branch. */
  private static final int AHEAD = 3;

  private static final int MOST_OTHERS = 100;

  private final Ledger ledger;
  private final Kept<Json> kept = new Kept<>(Duration.ofSeconds(1));

  /** What becomes of a block off the chain shows in neither tip nor count. */
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private record Version(IndexedBlock tip, int blocks, long time) {}

  BranchAnswers(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Json answer(ApiRequest request) throws RpcException, InterruptedException {
    return kept.get(request.turn(), this::version, () -> look(ledger.chain()));
  }

  private Version version() {
    return new Version(
        ledger.chain().tip(), ledger.index().size(), System.nanoTime() / LOOK_AGAIN_NANOS);
  }

  private Json look(ActiveChain chain) {
    int last = chain.height();
    var others = new ArrayList<IndexedBlock>();
    ledger
        .index()
        .forEachBlock(block -> {
          if (block.height() > last - DEPTH
              && block.height() <= last + AHEAD
              && !chain.contains(block)) {
            others.add(block);
          }
        });
    others.sort(Comparator.comparingInt(IndexedBlock::height).reversed());
    var blocks = new ArrayList<Json>();
    for (int height = last; height > last - DEPTH && height >= 0; height--) {
      var block = chain.at(height);
      if (block != null) {
        blocks.add(json(block, chain));
      }
    }
    first(others).forEach(block -> blocks.add(json(block, chain)));
    return Json.object().put("height", last).put("blocks", new Json.Arr(blocks)).build();
  }

  private static List<IndexedBlock> first(List<IndexedBlock> others) {
    return others.subList(0, Math.min(MOST_OTHERS, others.size()));
  }

  private static Json json(IndexedBlock block, ActiveChain chain) {
    return Json.object()
        .put("hash", block.hash())
        .put("previous", block.header().previous())
        .put("height", block.height())
        .put("time", block.time())
        .put("nTx", block.transactionCount())
        .put("status", GetChainTips.status(block, chain))
        .build();
  }
}
