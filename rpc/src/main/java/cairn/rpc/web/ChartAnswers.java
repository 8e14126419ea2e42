package cairn.rpc.web;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.blockchain.Difficulty;
import cairn.rpc.http.RequestException;
import cairn.rpc.json.Json;
import cairn.rpc.mining.GetNetworkHashPs;
import java.util.ArrayList;

/**
 * {@code /api/charts?blocks=N}: difficulty, interval and hash rate over the last N blocks, or over
 * all but the genesis block, at no more places than can be told apart.
 */
final class ChartAnswers implements Answers {
  private static final int POINTS = 120;
  private static final int USUAL = 144;

  /** The time of the block before it is no time at which anybody mined. */
  private static final int FIRST = 1;

  /** From fewer blocks, chance alone is seen in a hash rate. */
  private static final int LEAST_FOR_RATE = 20;

  private final Ledger ledger;

  ChartAnswers(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Json answer(ApiRequest request) throws RequestException {
    var chain = ledger.chain();
    int asked = request.number("blocks", USUAL, 0, Integer.MAX_VALUE);
    int all = Math.max(0, chain.height() - FIRST);
    int span = asked == 0 ? all : Math.min(asked, all);
    int first = chain.height() - span;
    int points = Math.min(POINTS, span);
    var list = new ArrayList<Json>();
    for (int i = 1; i <= points; i++) {
      int from = first + (int) ((long) span * (i - 1) / points);
      int to = first + (int) ((long) span * i / points);
      list.add(point(chain, from, to));
    }
    return Json.object()
        .put("height", chain.height())
        .put("blocks", span)
        .put("target_spacing", ledger.config().network().consensus().proofOfWork().targetSpacing())
        .put("points", new Json.Arr(list))
        .build();
  }

  /** What the blocks behind one, up to another, come to. */
  private static Json point(ActiveChain chain, int from, int to) {
    var begin = at(chain, from);
    var end = at(chain, to);
    int blocks = to - from;
    return Json.object()
        .put("height", to)
        .put("time", end.time())
        .put("difficulty", Difficulty.of(end.bits()))
        .put("interval", (double) (end.time() - begin.time()) / blocks)
        .put(
            "hashrate",
            GetNetworkHashPs.rate(end, Math.min(Math.max(blocks, LEAST_FOR_RATE), to - FIRST)))
        .build();
  }

  private static IndexedBlock at(ActiveChain chain, int height) {
    var block = chain.at(height);
    if (block == null) {
      throw new IllegalStateException("the chain has no block at " + height);
    }
    return block;
  }
}
