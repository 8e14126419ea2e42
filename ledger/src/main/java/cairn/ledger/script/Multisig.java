package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.NULLFAIL;
import static cairn.ledger.script.ScriptError.PUBKEY_COUNT;
import static cairn.ledger.script.ScriptError.SIG_COUNT;
import static cairn.ledger.script.ScriptError.SIG_NULLDUMMY;
import static cairn.ledger.script.ScriptError.TAPSCRIPT_CHECKMULTISIG;
import static cairn.primitives.Script.MAX_PUBLIC_KEYS_PER_MULTISIG;

/**
 * CHECKMULTISIG: whether all signatures are right, each by one of the keys, in the same order.
 *
 * <p>It takes {@code dummy signature... m key... n}. The first of them is a mistake of old: one
 * element more is taken off the stack than has a use.
 */
final class Multisig {
  private Multisig() {}

  static void check(Execution script) throws ScriptFailure {
    if (script.isTapscript()) {
      throw new ScriptFailure(TAPSCRIPT_CHECKMULTISIG);
    }
    var stack = script.stack;
    stack.require(1);
    int keys = count(script, 1, MAX_PUBLIC_KEYS_PER_MULTISIG, PUBKEY_COUNT);
    script.countOps(keys);
    int lastKey = 2;
    int signatureCount = lastKey + keys;
    stack.require(signatureCount);
    int signatures = count(script, signatureCount, keys, SIG_COUNT);
    int lastSignature = signatureCount + 1;
    int dummy = lastSignature + signatures;
    stack.require(dummy);

    boolean right = allRight(script, lastKey, keys, lastSignature, signatures);
    if (!right && script.has(ScriptFlag.NULLFAIL)) {
      for (int depth = lastSignature; depth < dummy; depth++) {
        requireEmpty(script, depth, NULLFAIL);
      }
    }
    if (script.has(ScriptFlag.NULLDUMMY)) {
      requireEmpty(script, dummy, SIG_NULLDUMMY);
    }
    stack.drop(dummy);
    stack.push(right);
  }

  /**
   * Goes through keys and signatures from the last ones on: a signature that is not by this key may
   * be by the next, until there are fewer keys than signatures left. The order shows, as a key or a
   * signature that is written badly fails the script only when its turn comes.
   */
  private static boolean allRight(
      Execution script, int lastKey, int keys, int lastSignature, int signatures)
      throws ScriptFailure {
    var stack = script.stack;
    var scriptCode = script.scriptCode();
    for (int i = 0; i < signatures; i++) {
      scriptCode = EcdsaCheck.withoutSignature(scriptCode, stack.peek(lastSignature + i), script);
    }
    int key = 0;
    int signature = 0;
    while (signature < signatures && signatures - signature <= keys - key) {
      if (EcdsaCheck.isRight(
          stack.peek(lastSignature + signature), stack.peek(lastKey + key), scriptCode, script)) {
        signature++;
      }
      key++;
    }
    return signature == signatures;
  }

  private static int count(Execution script, int depth, int max, ScriptError error)
      throws ScriptFailure {
    long count = script.number(depth);
    if (count < 0 || count > max) {
      throw new ScriptFailure(error);
    }
    return (int) count;
  }

  private static void requireEmpty(Execution script, int depth, ScriptError error)
      throws ScriptFailure {
    if (!script.stack.peek(depth).isEmpty()) {
      throw new ScriptFailure(error);
    }
  }
}
