package cairn.rpc.signing;

import cairn.ledger.Ledger;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.Signer;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.HexTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code combinerawtransaction}: one transaction with the signatures of several. */
public final class CombineRawTransaction implements RpcMethod {
  private final Ledger ledger;

  public CombineRawTransaction(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "combinerawtransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Combines the signatures of transactions that are the same but for these.")
        .takes(
            Argument.array(
                "txs", "The transactions", Argument.hex("hexstring", "A transaction").optional()))
        .gives(Result.string("The transaction with all signatures"))
        .cliExample("'[\"myhex1\", \"myhex2\", \"myhex3\"]'")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var variants = read(call.json("txs").asArray());
    var first = variants.getFirst();
    var coins = new CoinFinder(ledger).find(call, first);
    var outputs = new ArrayList<Optional<TxOut>>();
    for (var input : first.inputs()) {
      var coin = coins.get(input.previousOutput());
      if (coin == null) {
        throw new RpcException(ErrorCode.VERIFY_ERROR, "Input not found or already spent");
      }
      outputs.add(Optional.of(coin));
    }
    var inputs = new ArrayList<TxIn>();
    for (int i = 0; i < first.inputs().size(); i++) {
      inputs.add(combine(variants, outputs, i));
    }
    var combined = Transaction.of(first.version(), inputs, first.outputs(), first.lockTime());
    return Json.of(combined.serialized());
  }

  private static TxIn combine(
      List<Transaction> variants, List<Optional<TxOut>> outputs, int index) {
    var output = outputs.get(index).orElseThrow();
    var data = new SignatureData();
    for (var variant : variants) {
      var checker = new SpentOutputs(variant, outputs).checker(index);
      data = data.merge(Extraction.of(variant.inputs().get(index), output, checker));
    }
    var creator = new SpentOutputs(variants.getFirst(), outputs).creator(index, HashType.ALL);
    Signer.sign(new SigningProvider(), creator, output.scriptPubKey(), data);
    var input = variants.getFirst().inputs().get(index);
    return input.with(data.scriptSig).with(data.witness);
  }

  private static List<Transaction> read(List<Json> texts) throws RpcException {
    if (texts.size() < 2) {
      throw new RpcException(
          ErrorCode.DESERIALIZATION_ERROR,
          "Missing transactions. At least two transactions required.");
    }
    var variants = new ArrayList<Transaction>();
    for (var text : texts) {
      variants.add(
          HexTransaction.decode(
              text.asString(),
              "TX decode failed for tx %d. Make sure the tx has at least one input."
                  .formatted(variants.size())));
    }
    var id = unsigned(variants.getFirst()).txid();
    for (int i = 1; i < variants.size(); i++) {
      if (!unsigned(variants.get(i)).txid().equals(id)) {
        throw new RpcException(
            ErrorCode.INVALID_PARAMETER,
            "Transaction number %d not compatible with first transaction".formatted(i + 1));
      }
    }
    return variants;
  }

  private static Transaction unsigned(Transaction transaction) {
    var inputs =
        transaction.inputs().stream()
            .map(input -> input.with(Script.EMPTY).with(Witness.EMPTY))
            .toList();
    return Transaction.of(
        transaction.version(), inputs, transaction.outputs(), transaction.lockTime());
  }
}
