package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.primitives.Bytes;
import cairn.primitives.TxIn;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.sighash.HashType;
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

/** {@code signrawtransactionwithkey}: signs a transaction with keys that the caller has. */
public final class SignRawTransactionWithKey implements RpcMethod {
  private final Ledger ledger;

  public SignRawTransactionWithKey(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "signrawtransactionwithkey";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Signs a transaction with keys that are passed.",
            "Outputs that are spent and not known to the node must be passed, too.")
        .takes(
            Argument.string("hexstring", "The transaction"),
            Argument.array(
                "privkeys",
                "The private keys",
                Argument.hex("privatekey", "A private key").optional()),
            PreviousOutputs.argument(),
            HashTypes.argument())
        .gives(
            Result.object(
                "",
                field("hex", Result.hex("The transaction with its signatures")),
                field("complete", Result.bool("Whether it has all signatures that it needs")),
                optional(
                    "errors",
                    Result.array(
                        "What is wrong with inputs",
                        Result.object(
                            "",
                            field("txid", Result.hex("The transaction whose output is spent")),
                            field("vout", Result.number("Which of its outputs")),
                            field("witness", Result.array("", Result.hex("an item"))),
                            field("scriptSig", Result.hex("The script")),
                            field("sequence", Result.number("The sequence number")),
                            field("error", Result.string("What is wrong")))))))
        .example("\"myhex\"", "\"[\\\"key1\\\",\\\"key2\\\"]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var transaction =
        HexTransaction.decode(
            call.text("hexstring"), "TX decode failed. Make sure the tx has at least one input.");
    var provider = new SigningProvider();
    for (var key : call.json("privkeys").asArray()) {
      provider.add(privateKey(key.asString()));
    }
    var coins = new CoinFinder(ledger).find(call, transaction);
    PreviousOutputs.read(call.json("prevtxs"), coins, provider);
    var type = HashTypes.parse(call).orElse(HashType.DEFAULT);
    var signed = TransactionSigning.sign(transaction, coins, provider, type);
    var json =
        Json.object()
            .put("hex", signed.transaction().serialized())
            .put("complete", signed.errors().isEmpty());
    if (!signed.errors().isEmpty()) {
      var errors = new ArrayList<Json>();
      signed
          .errors()
          .forEach(
              (index, error) -> errors.add(error(signed.transaction().inputs().get(index), error)));
      json.put("errors", new Json.Arr(errors));
    }
    return json.build();
  }

  private PrivateKey privateKey(String text) throws RpcException {
    try {
      return PrivateKey.parse(text, ledger.config().network().addresses());
    } catch (TextException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid private key");
    }
  }

  private static Json error(TxIn input, String message) {
    return Json.object()
        .put("txid", input.previousOutput().txid())
        .put("vout", input.previousOutput().index())
        .put("witness", Json.strings(input.witness().items().stream().map(Bytes::toHex).toList()))
        .put("scriptSig", input.scriptSig().bytes())
        .put("sequence", input.sequence())
        .put("error", message)
        .build();
  }
}
