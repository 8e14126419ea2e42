package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.NEGATIVE_LOCKTIME;
import static cairn.ledger.script.ScriptError.UNSATISFIED_LOCKTIME;
import static cairn.primitives.Opcode.OP_CHECKLOCKTIMEVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSEQUENCEVERIFY;

/**
 * No-operations, and the two of them that have become lock times (BIP 65, BIP 112). They leave
 * their operand on the stack, as a no-operation would.
 */
final class LockTimeOperations {
  /** Five bytes reach beyond the 32 bits of a lock time, where four would end in 2038. */
  private static final int MAX_LENGTH = 5;

  /** The bit of a sequence that turns relative lock times off (BIP 68). */
  static final long SEQUENCE_DISABLED = 1L << 31;

  private LockTimeOperations() {}

  static void execute(int opcode, Execution script) throws ScriptFailure {
    switch (opcode) {
      case OP_CHECKLOCKTIMEVERIFY -> {
        if (script.has(ScriptFlag.CHECKLOCKTIMEVERIFY)) {
          long lockTime = operand(script);
          verify(script.checker.checkLockTime(lockTime));
        }
      }
      case OP_CHECKSEQUENCEVERIFY -> {
        if (script.has(ScriptFlag.CHECKSEQUENCEVERIFY)) {
          long sequence = operand(script);
          verify((sequence & SEQUENCE_DISABLED) != 0 || script.checker.checkSequence(sequence));
        }
      }
      default -> {
        if (script.has(ScriptFlag.DISCOURAGE_UPGRADABLE_NOPS)) {
          throw new ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_NOPS);
        }
      }
    }
  }

  private static long operand(Execution script) throws ScriptFailure {
    script.stack.require(1);
    long operand = script.number(1, MAX_LENGTH);
    if (operand < 0) {
      throw new ScriptFailure(NEGATIVE_LOCKTIME);
    }
    return operand;
  }

  private static void verify(boolean satisfied) throws ScriptFailure {
    if (!satisfied) {
      throw new ScriptFailure(UNSATISFIED_LOCKTIME);
    }
  }
}
