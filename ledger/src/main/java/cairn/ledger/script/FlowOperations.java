package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.BAD_OPCODE;
import static cairn.ledger.script.ScriptError.MINIMALIF;
import static cairn.ledger.script.ScriptError.TAPSCRIPT_MINIMALIF;
import static cairn.ledger.script.ScriptError.UNBALANCED_CONDITIONAL;
import static cairn.ledger.script.SigVersion.Ecdsa.WITNESS_V0;
import static cairn.primitives.Opcode.OP_ELSE;
import static cairn.primitives.Opcode.OP_ENDIF;
import static cairn.primitives.Opcode.OP_IF;
import static cairn.primitives.Opcode.OP_NOP;
import static cairn.primitives.Opcode.OP_NOTIF;
import static cairn.primitives.Opcode.OP_RETURN;
import static cairn.primitives.Opcode.OP_VERIFY;

import cairn.primitives.Bytes;

/** Opcodes that decide what is executed. */
final class FlowOperations {
  private FlowOperations() {}

  /** Also called for IF to ENDIF in a branch that is not executed. */
  static void execute(int opcode, Execution script) throws ScriptFailure {
    switch (opcode) {
      case OP_NOP -> {}
      case OP_IF -> script.branches.open(script.branches.isExecuting() && popCondition(script));
      case OP_NOTIF -> script.branches.open(script.branches.isExecuting() && !popCondition(script));
      case OP_ELSE -> {
        requireOpen(script.branches);
        script.branches.flip();
      }
      case OP_ENDIF -> {
        requireOpen(script.branches);
        script.branches.close();
      }
      case OP_VERIFY -> {
        script.stack.require(1);
        script.verify(ScriptError.VERIFY);
      }
      case OP_RETURN -> throw new ScriptFailure(ScriptError.OP_RETURN);
      default -> throw new ScriptFailure(BAD_OPCODE);
    }
  }

  private static boolean popCondition(Execution script) throws ScriptFailure {
    script.stack.require(1);
    var condition = script.stack.peek(1);
    if (script.isTapscript() && !isMinimal(condition)) {
      throw new ScriptFailure(TAPSCRIPT_MINIMALIF);
    }
    if (script.version == WITNESS_V0 && script.has(ScriptFlag.MINIMALIF) && !isMinimal(condition)) {
      throw new ScriptFailure(MINIMALIF);
    }
    return Stack.isTrue(script.stack.pop());
  }

  private static boolean isMinimal(Bytes condition) {
    return condition.isEmpty() || condition.equals(Stack.TRUE);
  }

  private static void requireOpen(Branches branches) throws ScriptFailure {
    if (branches.isEmpty()) {
      throw new ScriptFailure(UNBALANCED_CONDITIONAL);
    }
  }
}
