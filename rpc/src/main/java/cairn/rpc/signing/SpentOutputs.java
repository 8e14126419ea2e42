package cairn.rpc.signing;

import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureChecker;
import cairn.ledger.script.SignatureVerifier;
import cairn.ledger.script.TransactionSignatureChecker;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;
import cairn.primitives.signing.SignatureCreator;
import cairn.primitives.signing.TransactionSignatureCreator;
import java.util.List;
import java.util.Optional;

/**
 * A transaction and those of the outputs that it spends that are known; signs its inputs and
 * verifies them.
 */
final class SpentOutputs {
  private static final TxOut UNKNOWN = new TxOut(Amount.ZERO, Script.EMPTY);

  private final SpendingTransaction spending;
  private final List<Optional<TxOut>> outputs;
  private final boolean allKnown;

  SpentOutputs(Transaction transaction, List<Optional<TxOut>> outputs) {
    this.outputs = List.copyOf(outputs);
    this.allKnown = outputs.stream().allMatch(Optional::isPresent);
    this.spending =
        new SpendingTransaction(
            transaction, outputs.stream().map(output -> output.orElse(UNKNOWN)).toList());
  }

  Transaction transaction() {
    return spending.transaction();
  }

  Optional<TxOut> output(int input) {
    return outputs.get(input);
  }

  /** Signs an input, and verifies what was signed. */
  SignatureCreator creator(int input, HashType type) {
    var checker = checker(input);
    return new TransactionSignatureCreator(
        spending,
        input,
        allKnown,
        type,
        (scriptSig, scriptPubKey, witness) ->
            verify(scriptSig, scriptPubKey, witness, checker) == ScriptError.OK);
  }

  /** Answers the script machine about an input. */
  SignatureChecker checker(int input) {
    var checker = new TransactionSignatureChecker(spending, input, SignatureVerifier.direct());
    return allKnown ? checker : new WithoutTaproot(checker);
  }

  /** What is wrong with an input that has these scripts, by the rules of relay. */
  static ScriptError verify(
      Script scriptSig, Script scriptPubKey, Witness witness, SignatureChecker checker) {
    return ScriptVerifier.verify(scriptSig, scriptPubKey, witness, ScriptFlags.STANDARD, checker);
  }

  /** What a Taproot signature covers is not known, so that none can be right. */
  private record WithoutTaproot(SignatureChecker checker) implements SignatureChecker {
    @Override
    public boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode) {
      return checker.checkLegacy(signature, publicKey, scriptCode);
    }

    @Override
    public boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode) {
      return checker.checkSegwit(signature, publicKey, scriptCode);
    }

    @Override
    public ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context) {
      return ScriptError.SCHNORR_SIG_HASHTYPE;
    }

    @Override
    public boolean checkLockTime(long lockTime) {
      return checker.checkLockTime(lockTime);
    }

    @Override
    public boolean checkSequence(long sequence) {
      return checker.checkSequence(sequence);
    }
  }
}
