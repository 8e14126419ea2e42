package cairn.rpc.web;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Transaction;
import cairn.rpc.blockchain.GetChainTips;
import cairn.rpc.blockchain.HeaderJson;
import cairn.rpc.call.Parameters;
import cairn.rpc.http.RequestException;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/block/HASH} and {@code /api/block/HEIGHT}: a block, and with {@code ?from=N} which of
 * its transactions to begin with.
 */
final class BlockAnswers implements Answers {
  private static final int PER_PAGE = 25;

  private final Ledger ledger;
  private final BlockFacts facts;

  BlockAnswers(Ledger ledger, BlockFacts facts) {
    this.ledger = ledger;
    this.facts = facts;
  }

  @Override
  public Json answer(ApiRequest request) throws RequestException {
    int from = request.number("from", 0, 0, Integer.MAX_VALUE);
    var where = find(request.name());
    if (where == null) {
      return Api.missing("This node knows no such block.");
    }
    var chain = ledger.chain();
    var json = HeaderJson.of(where, chain).put("status", GetChainTips.status(where, chain));
    try {
      var block = ledger.blocks().block(where);
      putContents(where, block, facts.spent(where), from, json);
    } catch (BlockUnavailableException e) {
      json.put("unavailable", Unavailable.why(e));
    }
    return json.build();
  }

  private @Nullable IndexedBlock find(String name) throws RequestException {
    if (Parameters.isHash(name)) {
      return ledger.index().find(BlockHash.fromDisplay(name));
    }
    if (!name.matches("[0-9]{1,9}")) {
      throw RequestException.bad("A block has a height, or a hash of 64 hex digits");
    }
    return ledger.chain().at(Integer.parseInt(name));
  }

  private void putContents(
      IndexedBlock where, Block block, List<List<Coin>> spent, int from, JsonObjectBuilder json) {
    var transactions = block.transactions();
    var rows = new ArrayList<Json>();
    for (int i = from; i < transactions.size() && rows.size() < PER_PAGE; i++) {
      rows.add(row(transactions.get(i), i == 0 || spent.isEmpty() ? List.of() : spent.get(i - 1)));
    }
    json.putAll(facts.of(where, block, spent))
        .put("from", from)
        .put("per_page", PER_PAGE)
        .put("tx", new Json.Arr(rows));
  }

  private static Json row(Transaction transaction, List<Coin> spent) {
    long value = 0;
    for (var output : transaction.outputs()) {
      value += output.value().sats();
    }
    var json =
        Json.object()
            .put("txid", transaction.txid())
            .put("vsize", transaction.virtualSize())
            .put("ins", transaction.inputs().size())
            .put("outs", transaction.outputs().size())
            .put("value", new Amount(value));
    if (!spent.isEmpty()) {
      long in = spent.stream().mapToLong(coin -> coin.output().value().sats()).sum();
      json.put("fee", new Amount(in - value));
    }
    return json.build();
  }
}
