package cairn.rpc.web;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.blockchain.Difficulty;
import cairn.rpc.http.RequestException;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import java.util.ArrayList;

/** {@code /api/blocks?below=HEIGHT&count=N}: blocks of the active chain, the last first. */
final class BlockListAnswers implements Answers {
  private static final int USUAL = 12;
  private static final int MOST = 50;

  private final Ledger ledger;
  private final BlockFacts facts;

  BlockListAnswers(Ledger ledger, BlockFacts facts) {
    this.ledger = ledger;
    this.facts = facts;
  }

  @Override
  public Json answer(ApiRequest request) throws RequestException {
    var chain = ledger.chain();
    int above = chain.height() + 1;
    int below = request.number("below", above, 0, above);
    int count = request.number("count", USUAL, 1, MOST);
    var blocks = new ArrayList<Json>();
    var block = chain.at(below - 1);
    while (block != null && blocks.size() < count) {
      blocks.add(row(block));
      block = block.previous();
    }
    return Json.object().put("height", chain.height()).put("blocks", new Json.Arr(blocks)).build();
  }

  private Json row(IndexedBlock block) {
    var json =
        Json.object()
            .put("hash", block.hash())
            .put("height", block.height())
            .put("time", block.time())
            .put("nTx", block.transactionCount())
            .put("difficulty", Difficulty.of(block.bits()));
    var previous = block.previous();
    if (previous != null) {
      json.put("interval", block.time() - previous.time());
    }
    putFacts(block, json);
    return json.build();
  }

  private void putFacts(IndexedBlock block, JsonObjectBuilder json) {
    try {
      json.putAll(facts.of(block));
    } catch (BlockUnavailableException e) {
      json.put("missing", Unavailable.why(e));
    }
  }
}
