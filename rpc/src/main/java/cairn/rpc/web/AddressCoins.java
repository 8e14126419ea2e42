package cairn.rpc.web;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.rpc.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The coins of one script after some block.
 *
 * @param latest of all {@code count} those that were made last, the last first
 */
record AddressCoins(BestBlock block, long count, long totalSats, List<Hit> latest) {
  private static final int MOST = 200;
  private static final int LOOK_EVERY = 0x1000;

  AddressCoins {
    latest = List.copyOf(latest);
  }

  /** A coin and where it is. */
  record Hit(OutPoint outPoint, Coin coin) {}

  private static final Comparator<Hit> BY_HEIGHT =
      Comparator.comparingInt(hit -> hit.coin().height());

  /**
   * Looks at all coins.
   *
   * @param progress is told how many percent are done
   * @param ended whether to give up; asked now and then
   * @return null if it was given up
   */
  static @Nullable AddressCoins find(
      CoinSnapshot snapshot, Script script, IntConsumer progress, BooleanSupplier ended) {
    var block = snapshot.bestBlock();
    var search = new Search(script, progress, ended);
    return block != null && snapshot.forEach(search)
        ? new AddressCoins(
            block,
            search.count,
            search.totalSats,
            search.latest.stream().sorted(BY_HEIGHT.reversed()).toList())
        : null;
  }

  /** Whether no block has come since. */
  boolean isAfter(IndexedBlock tip) {
    return tip.hash().equals(block.hash());
  }

  private static final class Search implements CoinSnapshot.Visitor {
    private final Script script;
    private final IntConsumer progress;
    private final BooleanSupplier ended;
    private final PriorityQueue<Hit> latest = new PriorityQueue<>(BY_HEIGHT);
    private long seen;
    private long count;
    private long totalSats;

    Search(Script script, IntConsumer progress, BooleanSupplier ended) {
      this.script = script;
      this.progress = progress;
      this.ended = ended;
    }

    @Override
    public boolean visit(OutPoint outPoint, Coin coin) {
      if (seen++ % LOOK_EVERY == 0) {
        // The coins come in the order of their ids, which are spread evenly.
        progress.accept((int) (((outPoint.txid().w0() >>> 48) * 100) >>> 16));
        if (ended.getAsBoolean()) {
          return false;
        }
      }
      if (coin.output().scriptPubKey().equals(script)) {
        count++;
        totalSats += coin.output().value().sats();
        latest.add(new Hit(outPoint, coin));
        if (latest.size() > MOST) {
          latest.remove();
        }
      }
      return true;
    }
  }

  Json.Obj json(Ledger ledger) {
    var mempool = ledger.mempool();
    return Json.object()
        .put("height", block.height())
        .put("bestblock", block.hash())
        .put("count", count)
        .put("total_amount", new Amount(totalSats))
        .put(
            "unspents",
            Json.array(
                latest.size(),
                i -> {
                  var hit = latest.get(i);
                  var spender = mempool.spender(hit.outPoint());
                  var json =
                      Json.object()
                          .put("txid", hit.outPoint().txid())
                          .put("vout", hit.outPoint().index())
                          .put("amount", hit.coin().output().value())
                          .put("coinbase", hit.coin().coinbase())
                          .put("height", hit.coin().height());
                  var place = ledger.chain().at(hit.coin().height());
                  if (place != null) {
                    json.put("blockhash", place.hash());
                  }
                  if (spender != null) {
                    json.put("spent_by", spender.transaction().txid());
                  }
                  return json.build();
                }))
        .build();
  }
}
