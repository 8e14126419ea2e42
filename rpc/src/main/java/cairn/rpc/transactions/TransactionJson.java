package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Coin;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.ScriptAsm;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;

/** Transactions, as RPC shows them (Core's TxToUniv). */
public final class TransactionJson {
  private final AddressFormat format;
  private final boolean withSpent;

  /**
   * Chooses what is shown.
   *
   * @param withSpent whether the outputs that it spends are shown, where they are known
   */
  public TransactionJson(AddressFormat format, boolean withSpent) {
    this.format = format;
    this.withSpent = withSpent;
  }

  /** What is shown of a transaction in a block. */
  public static List<Field> fields(boolean withSpent) {
    var fields = new ArrayList<>(ownFields(withSpent));
    fields.add(optional("fee", Result.number("The fee in BTC, if it is known what was spent")));
    fields.add(field("hex", Result.hex("The transaction")));
    return fields;
  }

  /** What is shown of every transaction. */
  public static List<Field> ownFields(boolean withSpent) {
    return List.of(
        field("txid", Result.hex("The transaction id")),
        field("hash", Result.hex("The hash with its witnesses, which may differ from the id")),
        field("size", Result.number("The size in bytes")),
        field("vsize", Result.number("The virtual size: a quarter of the weight, rounded up")),
        field("weight", Result.number("The weight (BIP 141)")),
        field("version", Result.number("The version")),
        field("locktime", Result.time("The lock time")),
        field("vin", Result.array("", Result.object("", inputFields(withSpent)))),
        field(
            "vout",
            Result.array(
                "",
                Result.object(
                    "",
                    field("value", Result.amount("The amount in BTC")),
                    field("n", Result.number("The place")),
                    field("scriptPubKey", ScriptJson.spec())))));
  }

  private static List<Field> inputFields(boolean withSpent) {
    var fields = new ArrayList<Field>();
    fields.add(optional("coinbase", Result.hex("The script of a coinbase")));
    fields.add(optional("txid", Result.hex("The transaction whose output is spent")));
    fields.add(optional("vout", Result.number("The place of that output")));
    fields.add(
        optional(
            "scriptSig",
            Result.object(
                "The script, unless it is a coinbase",
                field("asm", Result.string("The script in words")),
                field("hex", Result.hex("The script")))));
    fields.add(
        optional("txinwitness", Result.array("", Result.hex("an item of the witness, if any"))));
    if (withSpent) {
      fields.add(
          optional(
              "prevout",
              Result.object(
                  "The output that is spent, if it is known",
                  field("generated", Result.bool("Whether it is one of a coinbase")),
                  field("height", Result.number("The height of its block")),
                  field("value", Result.amount("The amount in BTC")),
                  field("scriptPubKey", ScriptJson.spec()))));
    }
    fields.add(field("sequence", Result.number("The sequence number")));
    return fields;
  }

  /**
   * Shows a transaction.
   *
   * @param spent the coins of all inputs; empty if they are not known, and for a coinbase
   */
  public Json of(Transaction transaction, List<Coin> spent) {
    var json = own(transaction, spent);
    if (!spent.isEmpty()) {
      json.put("fee", fee(transaction, spent));
    }
    return json.put("hex", transaction.serialized()).build();
  }

  /** Shows a transaction and the block that it is in. */
  public Json of(Transaction transaction, BlockHash block) {
    return own(transaction).put("blockhash", block).put("hex", transaction.serialized()).build();
  }

  /** Shows a transaction that is in no block. */
  public JsonObjectBuilder own(Transaction transaction) {
    return own(transaction, List.of());
  }

  private JsonObjectBuilder own(Transaction transaction, List<Coin> spent) {
    return Json.object()
        .put("txid", transaction.txid())
        .put("hash", transaction.wtxid())
        .put("version", Integer.toUnsignedLong(transaction.version()))
        .put("size", transaction.totalSize())
        .put("vsize", transaction.virtualSize())
        .put("weight", transaction.weight())
        .put("locktime", transaction.lockTime())
        .put("vin", inputs(transaction, spent))
        .put("vout", outputs(transaction));
  }

  private Json inputs(Transaction transaction, List<Coin> spent) {
    var inputs = new ArrayList<Json>();
    for (int i = 0; i < transaction.inputs().size(); i++) {
      var input = transaction.inputs().get(i);
      var json = Json.object();
      if (transaction.isCoinbase()) {
        json.put("coinbase", input.scriptSig().bytes());
      } else {
        json.put("txid", input.previousOutput().txid())
            .put("vout", input.previousOutput().index())
            .put("scriptSig", scriptSig(input));
      }
      if (!input.witness().isEmpty()) {
        var items = input.witness().items();
        json.put("txinwitness", Json.array(items.size(), item -> Json.of(items.get(item))));
      }
      if (withSpent && !spent.isEmpty()) {
        json.put("prevout", prevout(spent.get(i)));
      }
      inputs.add(json.put("sequence", input.sequence()).build());
    }
    return new Json.Arr(inputs);
  }

  private static Json scriptSig(TxIn input) {
    return Json.object()
        .put("asm", ScriptAsm.ofScriptSig(input.scriptSig()))
        .put("hex", input.scriptSig().bytes())
        .build();
  }

  private Json prevout(Coin coin) {
    return Json.object()
        .put("generated", coin.coinbase())
        .put("height", coin.height())
        .put("value", coin.output().value())
        .put("scriptPubKey", ScriptJson.of(coin.output().scriptPubKey(), format))
        .build();
  }

  private Json outputs(Transaction transaction) {
    var outputs = new ArrayList<Json>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      var output = transaction.outputs().get(i);
      outputs.add(
          Json.object()
              .put("value", output.value())
              .put("n", i)
              .put("scriptPubKey", ScriptJson.of(output.scriptPubKey(), format))
              .build());
    }
    return new Json.Arr(outputs);
  }

  private static Amount fee(Transaction transaction, List<Coin> spent) {
    long fee = 0;
    for (var coin : spent) {
      fee += coin.output().value().sats();
    }
    for (var output : transaction.outputs()) {
      fee -= output.value().sats();
    }
    return new Amount(fee);
  }
}
