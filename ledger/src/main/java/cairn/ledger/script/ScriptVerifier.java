package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.CLEANSTACK;
import static cairn.ledger.script.ScriptError.EVAL_FALSE;
import static cairn.ledger.script.ScriptError.OK;
import static cairn.ledger.script.ScriptError.SIG_PUSHONLY;
import static cairn.ledger.script.ScriptError.WITNESS_MALLEATED;
import static cairn.ledger.script.ScriptError.WITNESS_MALLEATED_P2SH;
import static cairn.ledger.script.ScriptError.WITNESS_UNEXPECTED;
import static cairn.ledger.script.SigVersion.Ecdsa.BASE;

import cairn.primitives.Script;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import cairn.primitives.sighash.SpendingTransaction;
import org.jspecify.annotations.Nullable;

/** Whether an input satisfies the script of the output that it spends (Core's VerifyScript). */
public final class ScriptVerifier {
  private final Script scriptSig;
  private final Script scriptPubKey;
  private final Witness witness;
  private final ScriptFlags flags;
  private final SignatureChecker checker;

  private ScriptVerifier(
      Script scriptSig,
      Script scriptPubKey,
      Witness witness,
      ScriptFlags flags,
      SignatureChecker checker) {
    this.scriptSig = scriptSig;
    this.scriptPubKey = scriptPubKey;
    this.witness = witness;
    this.flags = flags;
    this.checker = checker;
  }

  /**
   * Verifies one input of a transaction. Thread-safe: those of one transaction may be verified at
   * the same time.
   *
   * @param input the input's index
   * @param signatures how a signature is verified once its hash is known
   * @return OK, or the first rule that was broken
   */
  public static ScriptError verify(
      SpendingTransaction spending, int input, ScriptFlags flags, SignatureVerifier signatures) {
    var in = spending.transaction().inputs().get(input);
    return verify(
        in.scriptSig(),
        spending.spentOutputs().get(input).scriptPubKey(),
        in.witness(),
        flags,
        new TransactionSignatureChecker(spending, input, signatures));
  }

  /**
   * Verifies scripts, with the transaction that they stand in behind {@code checker}.
   *
   * @return OK, or the first rule that was broken
   * @throws IllegalArgumentException if {@code flags} are not {@linkplain
   *     ScriptFlags#isConsistent() consistent}
   */
  public static ScriptError verify(
      Script scriptSig,
      Script scriptPubKey,
      Witness witness,
      ScriptFlags flags,
      SignatureChecker checker) {
    if (!flags.isConsistent()) {
      throw new IllegalArgumentException("flags that cannot be used together: " + flags);
    }
    try {
      new ScriptVerifier(scriptSig, scriptPubKey, witness, flags, checker).verify();
      return OK;
    } catch (ScriptFailure failure) {
      return failure.error();
    }
  }

  /**
   * Both scripts are executed one after the other on the same stack. Once they were joined into
   * one, by which a scriptSig could end execution before the scriptPubKey began (CVE-2010-5141).
   */
  private void verify() throws ScriptFailure {
    if (flags.contains(ScriptFlag.SIGPUSHONLY) && !scriptSig.isPushOnly()) {
      throw new ScriptFailure(SIG_PUSHONLY);
    }
    boolean redeems = flags.contains(ScriptFlag.P2SH) && scriptPubKey.isPayToScriptHash();
    var stack = new Stack();
    execute(scriptSig, stack);
    var redeemStack = redeems ? stack.copy() : stack;
    execute(scriptPubKey, stack);
    requireTrue(stack);

    var program = witnessProgram(scriptPubKey);
    if (program != null) {
      if (!scriptSig.isEmpty()) {
        throw new ScriptFailure(WITNESS_MALLEATED);
      }
      new WitnessVerifier(witness, flags, checker).verify(program, false);
    } else if (redeems) {
      verifyRedeemScript(redeemStack);
    } else {
      requireNothingElse(stack);
    }
  }

  /** What a scriptSig that only pushes leaves on top is a script; it takes the rest (BIP 16). */
  private void verifyRedeemScript(Stack stack) throws ScriptFailure {
    if (!scriptSig.isPushOnly()) {
      throw new ScriptFailure(SIG_PUSHONLY);
    }
    var redeemScript = new Script(stack.pop());
    execute(redeemScript, stack);
    requireTrue(stack);

    var program = witnessProgram(redeemScript);
    if (program != null) {
      if (!Pushes.isOnly(scriptSig, redeemScript.bytes())) {
        throw new ScriptFailure(WITNESS_MALLEATED_P2SH);
      }
      new WitnessVerifier(witness, flags, checker).verify(program, true);
    } else {
      requireNothingElse(stack);
    }
  }

  private @Nullable WitnessProgram witnessProgram(Script script) {
    return flags.contains(ScriptFlag.WITNESS) ? script.witnessProgram() : null;
  }

  private void execute(Script script, Stack stack) throws ScriptFailure {
    Execution.run(script, stack, BASE, flags, checker);
  }

  private static void requireTrue(Stack stack) throws ScriptFailure {
    if (stack.isEmpty() || !Stack.isTrue(stack.peek(1))) {
      throw new ScriptFailure(EVAL_FALSE);
    }
  }

  /**
   * Neither elements on the stack nor a witness, where there is no witness program to read them.
   */
  private void requireNothingElse(Stack stack) throws ScriptFailure {
    if (flags.contains(ScriptFlag.CLEANSTACK) && stack.size() != 1) {
      throw new ScriptFailure(CLEANSTACK);
    }
    if (flags.contains(ScriptFlag.WITNESS) && !witness.isEmpty()) {
      throw new ScriptFailure(WITNESS_UNEXPECTED);
    }
  }
}
