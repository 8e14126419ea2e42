package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks at all coins for those of some scripts. One thread runs it, any may look on. */
final class CoinScan implements OneScan.Scan {
  private static final int LOOK_EVERY = 0x1000;

  private final Interruption interruption;
  private volatile int percent;
  private volatile boolean aborted;

  private record Hit(OutPoint outPoint, Coin coin) {}

  CoinScan(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public Json status() {
    return Json.object().put("progress", percent).build();
  }

  @Override
  public void abort() {
    aborted = true;
  }

  /** What is told of a coin. */
  static Result spec() {
    return Result.object(
        "",
        field("txid", Result.hex("The transaction")),
        field("vout", Result.number("Which of its outputs")),
        field("scriptPubKey", Result.hex("The script")),
        field("desc", Result.string("A descriptor of the script")),
        field("amount", Result.amount("The amount in BTC")),
        field("coinbase", Result.bool("Whether it is one of a coinbase")),
        field("height", Result.number("The height of its block")),
        field("blockhash", Result.hex("The hash of its block")),
        field("confirmations", Result.number("How many blocks there are from that one on")));
  }

  /**
   * Looks at all coins of {@code snapshot}, and says which it has found.
   *
   * @param scripts descriptors of the scripts to look for
   */
  Json run(CoinSnapshot snapshot, Map<Script, String> scripts, Ledger ledger) throws RpcException {
    var hits = new ArrayList<Hit>();
    var seen = new long[1];
    boolean complete =
        snapshot.forEach((outPoint, coin) -> {
          if (seen[0]++ % LOOK_EVERY == 0 && isToEnd(outPoint)) {
            return false;
          }
          if (scripts.containsKey(coin.output().scriptPubKey())) {
            hits.add(new Hit(outPoint, coin));
          }
          return true;
        });
    if (interruption.isInterrupted()) {
      throw Waits.shuttingDown();
    }
    var genesis = ledger.config().network().genesis().hash();
    var best = Objects.requireNonNullElse(snapshot.bestBlock(), new BestBlock(genesis, 0));
    var tip = Objects.requireNonNull(ledger.index().find(best.hash()));
    long total = hits.stream().mapToLong(hit -> hit.coin().output().value().sats()).sum();
    return Json.object()
        .put("success", complete)
        .put("txouts", seen[0])
        .put("height", best.height())
        .put("bestblock", best.hash())
        .put("unspents", json(hits, scripts, tip))
        .put("total_amount", new Amount(total))
        .build();
  }

  /** The coins come in the order of their ids, which are spread evenly. */
  private boolean isToEnd(OutPoint outPoint) {
    percent = (int) (((outPoint.txid().w0() >>> 48) * 100) >>> 16);
    return aborted || interruption.isInterrupted();
  }

  private static Json json(List<Hit> hits, Map<Script, String> scripts, IndexedBlock tip) {
    return Json.array(hits.size(), i -> json(hits.get(i), scripts, tip));
  }

  private static Json json(Hit hit, Map<Script, String> scripts, IndexedBlock tip) {
    var coin = hit.coin();
    var script = coin.output().scriptPubKey();
    return Json.object()
        .put("txid", hit.outPoint().txid())
        .put("vout", hit.outPoint().index())
        .put("scriptPubKey", script.bytes())
        .put("desc", scripts.getOrDefault(script, ""))
        .put("amount", coin.output().value())
        .put("coinbase", coin.coinbase())
        .put("height", coin.height())
        .put("blockhash", tip.ancestor(coin.height()).hash())
        .put("confirmations", tip.height() - coin.height() + 1)
        .build();
  }
}
