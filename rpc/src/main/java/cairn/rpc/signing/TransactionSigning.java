package cairn.rpc.signing;

import cairn.ledger.script.ScriptError;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.Signer;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs the inputs of a transaction, as far as it can (Core's SignTransaction). */
final class TransactionSigning {
  private final SpentOutputs spent;
  private final SigningProvider provider;
  private final HashType type;
  private final List<TxIn> inputs = new ArrayList<>();
  private final Map<Integer, String> errors = new TreeMap<>();

  /**
   * What was signed.
   *
   * @param errors what is wrong with inputs, by their index
   */
  record Signed(Transaction transaction, Map<Integer, String> errors) {}

  private TransactionSigning(SpentOutputs spent, SigningProvider provider, HashType type) {
    this.spent = spent;
    this.provider = provider;
    this.type = type;
  }

  static Signed sign(
      Transaction transaction, Map<OutPoint, TxOut> coins, SigningProvider provider, HashType type)
      throws RpcException {
    var outputs =
        transaction.inputs().stream()
            .map(input -> Optional.ofNullable(coins.get(input.previousOutput())))
            .toList();
    var signing = new TransactionSigning(new SpentOutputs(transaction, outputs), provider, type);
    for (int i = 0; i < outputs.size(); i++) {
      signing.sign(i);
    }
    var signed =
        Transaction.of(
            transaction.version(), signing.inputs, transaction.outputs(), transaction.lockTime());
    return new Signed(signed, signing.errors);
  }

  private void sign(int index) throws RpcException {
    var input = spent.transaction().inputs().get(index);
    var output = spent.output(index);
    if (output.isEmpty()) {
      errors.put(index, "Input not found or already spent");
      inputs.add(input);
      return;
    }
    var data = Extraction.of(input, output.get(), spent.checker(index));
    boolean lacksOutput = type.isSingle() && index >= spent.transaction().outputs().size();
    if (!lacksOutput) {
      var scriptPubKey = output.get().scriptPubKey();
      Signer.sign(provider, spent.creator(index, type), scriptPubKey, data);
    }
    var signed = input.with(data.scriptSig).with(data.witness);
    inputs.add(signed);
    if (output.get().value().equals(Amount.MAX) && !data.witness.isEmpty()) {
      throw new RpcException(ErrorCode.TYPE_ERROR, "Missing amount for " + describe(output.get()));
    }
    if (!data.complete) {
      var error =
          SpentOutputs.verify(
              signed.scriptSig(),
              output.get().scriptPubKey(),
              signed.witness(),
              spent.checker(index));
      if (error != ScriptError.OK) {
        errors.put(index, message(error));
      }
    }
  }

  /** As Core's CTxOut::ToString. */
  private static String describe(TxOut output) {
    var hex = output.scriptPubKey().bytes().toHex();
    return "CTxOut(nValue=%s, scriptPubKey=%s)"
        .formatted(output.value(), hex.substring(0, Math.min(hex.length(), 30)));
  }

  private static String message(ScriptError error) {
    return switch (error) {
      case INVALID_STACK_OPERATION ->
          "Unable to sign input, invalid stack size (possibly missing key)";
      case NULLFAIL ->
          "CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)";
      default -> error.description();
    };
  }
}
