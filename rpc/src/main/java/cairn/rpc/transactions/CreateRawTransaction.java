package cairn.rpc.transactions;

import cairn.ledger.policy.Bip125;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;

/** {@code createrawtransaction}: a transaction that has yet to be signed. */
public final class CreateRawTransaction implements RpcMethod {
  private static final int MAX_VERSION = 3;

  private final AddressFormat format;

  public CreateRawTransaction(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "createrawtransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns a transaction that spends certain outputs and makes others.",
            "It is not signed, and neither stored nor sent.")
        .takes(arguments())
        .gives(Result.hex("The transaction"))
        .example("\"[{\\\"txid\\\":\\\"myid\\\",\\\"vout\\\":0}]\"", "\"[{\\\"address\\\":0.01}]\"")
        .build();
  }

  /** What a transaction is made of, also for methods that make it in another form. */
  public static Argument[] arguments() {
    return new Argument[] {
      Argument.array("inputs", "What is spent", input().optional()),
      Argument.array(
              "outputs",
              "What is made: each address once, and data once at most. An object with all of"
                  + " them will do, too.",
              Argument.userKeys(
                      "", "", Argument.amount("address", "Who gets the coins, and how much in BTC"))
                  .optional(),
              Argument.object("", "", Argument.hex("data", "What comes after an OP_RETURN"))
                  .optional())
          .with(Trait.ANY_TYPE),
      Argument.number("locktime", "The lock time; unless it is 0, it is in force")
          .orElse(Json.of(0)),
      Argument.bool("replaceable", "Whether it says that it may be replaced (BIP 125)")
          .orElse(Json.of(true)),
      Argument.number("version", "The version").orElse(Json.of(2))
    };
  }

  private static Argument input() {
    return Argument.object(
        "",
        "",
        Argument.hex("txid", "The transaction id"),
        Argument.number("vout", "Which of its outputs"),
        Argument.number("sequence", "The sequence number")
            .orElse("depends on the value of the 'replaceable' and 'locktime' arguments"));
  }

  @Override
  public Json call(Call call) throws RpcException {
    return Json.of(transaction(call, format).serialized().toHex());
  }

  /** The transaction that the arguments describe. */
  public static Transaction transaction(Call call, AddressFormat format) throws RpcException {
    long lockTime = call.number("locktime");
    if (lockTime < 0 || lockTime > 0xffffffffL) {
      throw invalid("Invalid parameter, locktime out of range");
    }
    long version = call.json("version").asUint32();
    if (version < 1 || version > MAX_VERSION) {
      throw invalid("Invalid parameter, version out of range(1~" + MAX_VERSION + ")");
    }
    boolean replaceable = call.flag("replaceable");
    var inputs = new ArrayList<TxIn>();
    for (var json : call.json("inputs").asArray()) {
      inputs.add(input(json.asObject(), usualSequence(replaceable, lockTime)));
    }
    var outputs = Outputs.parse(call.json("outputs"), format);
    var transaction = Transaction.of((int) version, inputs, outputs, lockTime);
    boolean mustSignal = call.has("replaceable") && replaceable && !inputs.isEmpty();
    if (mustSignal && !Bip125.signals(transaction)) {
      throw invalid(
          "Invalid parameter combination: Sequence number(s) contradict replaceable option");
    }
    return transaction;
  }

  private static long usualSequence(boolean replaceable, long lockTime) {
    if (replaceable) {
      return Bip125.MAX_SEQUENCE;
    }
    return lockTime == 0 ? TxIn.SEQUENCE_FINAL : TxIn.SEQUENCE_FINAL - 1;
  }

  private static TxIn input(Json.Obj json, long usualSequence) throws RpcException {
    var txid = Parameters.txid(json.find("txid"), "txid");
    if (!(json.find("vout") instanceof Json.Num vout)) {
      throw invalid("Invalid parameter, missing vout key");
    }
    int index = vout.asInt();
    if (index < 0) {
      throw invalid("Invalid parameter, vout cannot be negative");
    }
    long sequence =
        json.find("sequence") instanceof Json.Num number ? number.asLong() : usualSequence;
    if (sequence < 0 || sequence > TxIn.SEQUENCE_FINAL) {
      throw invalid("Invalid parameter, sequence number is out of range");
    }
    return new TxIn(new OutPoint(txid, index), Script.EMPTY, sequence);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }
}
