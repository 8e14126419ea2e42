package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.ActiveChain;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import cairn.rpc.transactions.TransactionJson;
import java.util.ArrayList;
import java.util.List;

/** Blocks, as RPC shows them (Core's blockToJSON). */
public final class BlockJson {
  private BlockJson() {}

  /** What is shown of a block besides its transactions. */
  static List<Field> fields() {
    var fields = new ArrayList<>(HeaderJson.fields());
    fields.add(field("strippedsize", Result.number("The size in bytes, without witnesses")));
    fields.add(field("size", Result.number("The size in bytes")));
    fields.add(field("weight", Result.number("The weight (BIP 141)")));
    fields.add(
        field(
            "coinbase_tx",
            Result.object(
                "What the coinbase has besides its outputs",
                field("version", Result.number("Its version")),
                field("locktime", Result.number("Its lock time")),
                field("sequence", Result.number("The sequence number of its input")),
                field("coinbase", Result.hex("The script of its input")),
                optional("witness", Result.hex("The only item of its witness, if it has one")))));
    return fields;
  }

  /** With the ids of the transactions. */
  public static Json withIds(Block block, IndexedBlock where, ActiveChain chain) {
    var transactions = block.transactions();
    return of(block, where, chain, Json.array(transactions.size(), i -> id(transactions.get(i))));
  }

  private static Json id(Transaction transaction) {
    return Json.of(transaction.txid());
  }

  /**
   * With all of the transactions, each of which is made only when it is written.
   *
   * @param spent for each transaction but the first, the coins of its inputs; empty if they are not
   *     known
   */
  public static Json withTransactions(
      Block block,
      List<List<Coin>> spent,
      TransactionJson shape,
      IndexedBlock where,
      ActiveChain chain) {
    var transactions = block.transactions();
    return of(
        block,
        where,
        chain,
        Json.array(
            transactions.size(),
            i ->
                shape.of(
                    transactions.get(i),
                    i == 0 || spent.isEmpty() ? List.of() : spent.get(i - 1))));
  }

  private static Json of(Block block, IndexedBlock where, ActiveChain chain, Json transactions) {
    return HeaderJson.of(where, chain)
        .put("strippedsize", block.strippedSize())
        .put("size", block.totalSize())
        .put("weight", block.weight())
        .put("coinbase_tx", coinbase(block.transactions().getFirst()))
        .put("tx", transactions)
        .build();
  }

  private static Json coinbase(Transaction coinbase) {
    var input = coinbase.inputs().getFirst();
    var json =
        Json.object()
            .put("version", Integer.toUnsignedLong(coinbase.version()))
            .put("locktime", coinbase.lockTime())
            .put("sequence", input.sequence())
            .put("coinbase", input.scriptSig().bytes());
    if (!input.witness().isEmpty()) {
      json.put("witness", input.witness().get(0));
    }
    return json.build();
  }
}
