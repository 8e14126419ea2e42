package cairn.rpc.blockchain;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.transactions.ScriptJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for what has come to some scripts and gone from them. For one search, on one thread. */
final class ActivitySearch {
  /** So many transactions of the mempool are looked at before the chain has its turn again. */
  private static final int AT_ONCE = 500;

  private final Ledger ledger;
  private final Interruption interruption;
  private final Set<Script> scripts;
  private final List<Json> found = new ArrayList<>();

  ActivitySearch(Ledger ledger, Interruption interruption, Set<Script> scripts) {
    this.ledger = ledger;
    this.interruption = interruption;
    this.scripts = scripts;
  }

  Json run(Collection<IndexedBlock> blocks, boolean withMempool)
      throws RpcException, InterruptedException {
    for (var block : blocks) {
      if (interruption.isInterrupted()) {
        throw Waits.shuttingDown();
      }
      search(block);
    }
    if (withMempool) {
      searchMempool();
    }
    return Json.object().put("activity", new Json.Arr(found)).build();
  }

  private void search(IndexedBlock where) throws RpcException {
    var transactions = block(where);
    var spent = spent(where);
    for (int i = 0; i < transactions.size(); i++) {
      var transaction = transactions.get(i);
      if (i > 0) {
        var coins = spent.get(i - 1);
        for (int input = 0; input < coins.size(); input++) {
          addSpend(transaction, input, coins.get(input).output(), where);
        }
      }
      addReceipts(transaction, where);
    }
  }

  private List<Transaction> block(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().block(where).transactions();
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
  }

  private List<List<Coin>> spent(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().spent(where);
    } catch (BlockUnavailableException e) {
      throw Blocks.spentUnavailable(e);
    }
  }

  private void searchMempool() throws RpcException, InterruptedException {
    var entries =
        ledger
            .mempool()
            .<List<Transaction>>reading(
                view -> view.inMiningOrder().stream().map(entry -> entry.transaction()).toList());
    var byTxid = new HashMap<Txid, Transaction>();
    entries.forEach(transaction -> byTxid.put(transaction.txid(), transaction));
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      if (interruption.isInterrupted()) {
        throw Waits.shuttingDown();
      }
      search(entries.subList(from, Math.min(from + AT_ONCE, entries.size())), byTxid);
    }
  }

  private void search(List<Transaction> entries, Map<Txid, Transaction> byTxid)
      throws RpcException, InterruptedException {
    var coins = coins(entries, byTxid);
    for (var transaction : entries) {
      for (int input = 0; input < transaction.inputs().size(); input++) {
        var output = spent(transaction.inputs().get(input).previousOutput(), byTxid, coins);
        if (output != null) {
          addSpend(transaction, input, output, null);
        }
      }
      addReceipts(transaction, null);
    }
  }

  /** What they spend of the chain. What a block has spent meanwhile is not there any more. */
  private Map<OutPoint, Coin> coins(List<Transaction> entries, Map<Txid, Transaction> byTxid)
      throws RpcException, InterruptedException {
    var outpoints =
        entries.stream()
            .flatMap(transaction -> transaction.inputs().stream())
            .map(input -> input.previousOutput())
            .filter(outpoint -> !byTxid.containsKey(outpoint.txid()))
            .toList();
    return Waits.answer(ledger.commands().coins(outpoints));
  }

  private static @Nullable TxOut spent(
      OutPoint outpoint, Map<Txid, Transaction> byTxid, Map<OutPoint, Coin> coins) {
    var parent = byTxid.get(outpoint.txid());
    if (parent != null) {
      return parent.outputs().get((int) outpoint.index());
    }
    var coin = coins.get(outpoint);
    return coin == null ? null : coin.output();
  }

  private void addSpend(
      Transaction transaction, int input, TxOut output, @Nullable IndexedBlock where) {
    if (scripts.contains(output.scriptPubKey())) {
      var previous = transaction.inputs().get(input).previousOutput();
      found.add(
          begin("spend", output, where)
              .put("spend_txid", transaction.txid())
              .put("spend_vin", input)
              .put("prevout_txid", previous.txid())
              .put("prevout_vout", previous.index())
              .put("prevout_spk", script(output))
              .build());
    }
  }

  private void addReceipts(Transaction transaction, @Nullable IndexedBlock where) {
    var outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      var output = outputs.get(i);
      if (scripts.contains(output.scriptPubKey())) {
        found.add(
            begin("receive", output, where)
                .put("txid", transaction.txid())
                .put("vout", i)
                .put("output_spk", script(output))
                .build());
      }
    }
  }

  private static JsonObjectBuilder begin(String type, TxOut output, @Nullable IndexedBlock where) {
    var json = Json.object().put("type", type).put("amount", output.value());
    return where == null ? json : json.put("blockhash", where.hash()).put("height", where.height());
  }

  private Json script(TxOut output) {
    return ScriptJson.of(output.scriptPubKey(), ledger.config().network().addresses());
  }
}
