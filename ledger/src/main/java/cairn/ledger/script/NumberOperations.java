package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.NUMEQUALVERIFY;
import static cairn.primitives.Opcode.OP_0NOTEQUAL;
import static cairn.primitives.Opcode.OP_1ADD;
import static cairn.primitives.Opcode.OP_1SUB;
import static cairn.primitives.Opcode.OP_ABS;
import static cairn.primitives.Opcode.OP_ADD;
import static cairn.primitives.Opcode.OP_BOOLAND;
import static cairn.primitives.Opcode.OP_BOOLOR;
import static cairn.primitives.Opcode.OP_GREATERTHAN;
import static cairn.primitives.Opcode.OP_GREATERTHANOREQUAL;
import static cairn.primitives.Opcode.OP_LESSTHAN;
import static cairn.primitives.Opcode.OP_LESSTHANOREQUAL;
import static cairn.primitives.Opcode.OP_MAX;
import static cairn.primitives.Opcode.OP_MIN;
import static cairn.primitives.Opcode.OP_NEGATE;
import static cairn.primitives.Opcode.OP_NOT;
import static cairn.primitives.Opcode.OP_NUMEQUAL;
import static cairn.primitives.Opcode.OP_NUMEQUALVERIFY;
import static cairn.primitives.Opcode.OP_NUMNOTEQUAL;
import static cairn.primitives.Opcode.OP_SUB;
import static cairn.primitives.Opcode.OP_WITHIN;

/**
 * Arithmetic. Operands have four bytes at most, results may have more: they can be used for
 * anything but arithmetic.
 */
final class NumberOperations {
  private NumberOperations() {}

  static void execute(int opcode, Execution script) throws ScriptFailure {
    switch (opcode) {
      case OP_1ADD, OP_1SUB, OP_NEGATE, OP_ABS, OP_NOT, OP_0NOTEQUAL -> unary(opcode, script);
      case OP_NUMEQUALVERIFY -> {
        binary(OP_NUMEQUAL, script);
        script.verify(NUMEQUALVERIFY);
      }
      case OP_WITHIN -> within(script);
      default -> binary(opcode, script);
    }
  }

  private static void unary(int opcode, Execution script) throws ScriptFailure {
    var stack = script.stack;
    stack.require(1);
    long a = script.number(1);
    long result =
        switch (opcode) {
          case OP_1ADD -> a + 1;
          case OP_1SUB -> a - 1;
          case OP_NEGATE -> -a;
          case OP_ABS -> Math.abs(a);
          case OP_NOT -> truth(a == 0);
          default -> truth(a != 0);
        };
    stack.drop(1);
    stack.push(result);
  }

  private static void binary(int opcode, Execution script) throws ScriptFailure {
    var stack = script.stack;
    stack.require(2);
    long a = script.number(2);
    long b = script.number(1);
    long result =
        switch (opcode) {
          case OP_ADD -> a + b;
          case OP_SUB -> a - b;
          case OP_BOOLAND -> truth(a != 0 && b != 0);
          case OP_BOOLOR -> truth(a != 0 || b != 0);
          case OP_NUMEQUAL -> truth(a == b);
          case OP_NUMNOTEQUAL -> truth(a != b);
          case OP_LESSTHAN -> truth(a < b);
          case OP_GREATERTHAN -> truth(a > b);
          case OP_LESSTHANOREQUAL -> truth(a <= b);
          case OP_GREATERTHANOREQUAL -> truth(a >= b);
          case OP_MIN -> Math.min(a, b);
          case OP_MAX -> Math.max(a, b);
          default -> throw new AssertionError("no operation on numbers: " + opcode);
        };
    stack.drop(2);
    stack.push(result);
  }

  /** Whether x is at least the smallest and less than the largest: x min max -- answer. */
  private static void within(Execution script) throws ScriptFailure {
    var stack = script.stack;
    stack.require(3);
    long x = script.number(3);
    long min = script.number(2);
    long max = script.number(1);
    stack.drop(3);
    stack.push(min <= x && x < max);
  }

  private static long truth(boolean answer) {
    return answer ? 1 : 0;
  }
}
