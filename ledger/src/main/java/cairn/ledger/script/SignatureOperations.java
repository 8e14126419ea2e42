package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.BAD_OPCODE;
import static cairn.ledger.script.ScriptError.CHECKMULTISIGVERIFY;
import static cairn.ledger.script.ScriptError.CHECKSIGVERIFY;
import static cairn.ledger.script.ScriptError.NULLFAIL;
import static cairn.ledger.script.ScriptError.OK;
import static cairn.ledger.script.ScriptError.TAPSCRIPT_EMPTY_PUBKEY;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKMULTISIGVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGADD;
import static cairn.primitives.Opcode.OP_CHECKSIGVERIFY;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.PublicKeyEncoding;

/** Opcodes that check signatures. */
final class SignatureOperations {
  private SignatureOperations() {}

  static void execute(int opcode, Execution script) throws ScriptFailure {
    switch (opcode) {
      case OP_CHECKSIG -> checkSig(script);
      case OP_CHECKSIGVERIFY -> {
        checkSig(script);
        script.verify(CHECKSIGVERIFY);
      }
      case OP_CHECKSIGADD -> checkSigAdd(script);
      case OP_CHECKMULTISIG -> Multisig.check(script);
      case OP_CHECKMULTISIGVERIFY -> {
        Multisig.check(script);
        script.verify(CHECKMULTISIGVERIFY);
      }
      default -> throw new AssertionError("checks no signature: " + opcode);
    }
  }

  /** signature key -- whether it is right. */
  private static void checkSig(Execution script) throws ScriptFailure {
    var stack = script.stack;
    stack.require(2);
    boolean right = isRight(stack.peek(2), stack.peek(1), script);
    stack.drop(2);
    stack.push(right);
  }

  /** signature n key -- n, or n + 1 if it is right. */
  private static void checkSigAdd(Execution script) throws ScriptFailure {
    if (!script.isTapscript()) {
      throw new ScriptFailure(BAD_OPCODE);
    }
    var stack = script.stack;
    stack.require(3);
    long n = script.number(2);
    boolean right = isRight(stack.peek(3), stack.peek(1), script);
    stack.drop(3);
    stack.push(right ? n + 1 : n);
  }

  private static boolean isRight(Bytes signature, Bytes key, Execution script)
      throws ScriptFailure {
    return script.version instanceof Tapscript tapscript
        ? isRightInTapscript(signature, key, script, tapscript)
        : isRightEcdsa(signature, key, script);
  }

  private static boolean isRightEcdsa(Bytes signature, Bytes key, Execution script)
      throws ScriptFailure {
    var scriptCode = EcdsaCheck.withoutSignature(script.scriptCode(), signature, script);
    boolean right = EcdsaCheck.isRight(signature, key, scriptCode, script);
    if (!right && !signature.isEmpty() && script.has(ScriptFlag.NULLFAIL)) {
      throw new ScriptFailure(NULLFAIL);
    }
    return right;
  }

  /**
   * An empty signature is wrong, and any other must be right (BIP 342). A key of a length that has
   * no meaning yet takes every signature, for which the budget is charged all the same.
   */
  private static boolean isRightInTapscript(
      Bytes signature, Bytes key, Execution script, Tapscript tapscript) throws ScriptFailure {
    boolean signed = !signature.isEmpty();
    if (signed) {
      tapscript.payForSignature();
    }
    if (key.isEmpty()) {
      throw new ScriptFailure(TAPSCRIPT_EMPTY_PUBKEY);
    }
    if (key.length() != PublicKeyEncoding.X_ONLY_LENGTH) {
      if (script.has(ScriptFlag.DISCOURAGE_UPGRADABLE_PUBKEYTYPE)) {
        throw new ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_PUBKEYTYPE);
      }
    } else if (signed) {
      var context = tapscript.context(script.codeSeparator());
      var error = script.checker.checkTaproot(signature, key, context);
      if (error != OK) {
        throw new ScriptFailure(error);
      }
    }
    return signed;
  }
}
