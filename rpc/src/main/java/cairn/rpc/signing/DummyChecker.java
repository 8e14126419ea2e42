package cairn.rpc.signing;

import cairn.ledger.script.ScriptError;
import cairn.ledger.script.SignatureChecker;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.sighash.TaprootContext;
import cairn.primitives.signing.DummySignatureCreator;
import cairn.primitives.signing.SignatureCreator;

/** Takes every signature for right that is there. */
final class DummyChecker implements SignatureChecker {
  /** Makes what has the size of signatures, and verifies all but these. */
  static SignatureCreator creator() {
    var checker = new DummyChecker();
    return new DummySignatureCreator((scriptSig, scriptPubKey, witness) ->
        SpentOutputs.verify(scriptSig, scriptPubKey, witness, checker) == ScriptError.OK);
  }

  @Override
  public boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode) {
    return !signature.isEmpty();
  }

  @Override
  public boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode) {
    return !signature.isEmpty();
  }

  @Override
  public ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context) {
    return signature.isEmpty() ? ScriptError.SCHNORR_SIG : ScriptError.OK;
  }

  @Override
  public boolean checkLockTime(long lockTime) {
    return true;
  }

  @Override
  public boolean checkSequence(long sequence) {
    return true;
  }
}
