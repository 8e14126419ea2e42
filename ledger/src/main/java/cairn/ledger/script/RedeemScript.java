package cairn.ledger.script;

import static cairn.ledger.script.SigVersion.Ecdsa.BASE;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.sighash.TaprootContext;

/**
 * What a scriptSig holds ready for a P2SH output that it spends: the last thing that it leaves on
 * the stack (BIP 16). Whether its hash is the output's, {@link ScriptVerifier} finds out; this is
 * for whoever wants to look at the script before that.
 */
public sealed interface RedeemScript {
  /** The script. */
  record Revealed(Script script) implements RedeemScript {}

  /** The scriptSig leaves nothing. */
  record Missing() implements RedeemScript {}

  /** The scriptSig itself fails. */
  record Unreadable(ScriptError error) implements RedeemScript {}

  /**
   * Executes {@code scriptSig}. It should be push-only, so that this takes no time; no signature
   * counts as right here.
   */
  static RedeemScript of(Script scriptSig) {
    var stack = new Stack();
    try {
      Execution.run(scriptSig, stack, BASE, ScriptFlags.NONE, NoTransaction.INSTANCE);
    } catch (ScriptFailure failure) {
      return new Unreadable(failure.error());
    }
    return stack.isEmpty() ? new Missing() : new Revealed(new Script(stack.pop()));
  }
}

/** Where there is no transaction that could have been signed. */
enum NoTransaction implements SignatureChecker {
  INSTANCE;

  @Override
  public boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode) {
    return false;
  }

  @Override
  public boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode) {
    return false;
  }

  @Override
  public ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context) {
    return ScriptError.SCHNORR_SIG;
  }

  @Override
  public boolean checkLockTime(long lockTime) {
    return false;
  }

  @Override
  public boolean checkSequence(long sequence) {
    return false;
  }
}
