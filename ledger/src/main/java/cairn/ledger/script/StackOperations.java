package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.BAD_OPCODE;
import static cairn.ledger.script.ScriptError.EQUALVERIFY;
import static cairn.ledger.script.ScriptError.INVALID_ALTSTACK_OPERATION;
import static cairn.ledger.script.ScriptError.INVALID_STACK_OPERATION;
import static cairn.primitives.Opcode.OP_2DROP;
import static cairn.primitives.Opcode.OP_2DUP;
import static cairn.primitives.Opcode.OP_2OVER;
import static cairn.primitives.Opcode.OP_2ROT;
import static cairn.primitives.Opcode.OP_2SWAP;
import static cairn.primitives.Opcode.OP_3DUP;
import static cairn.primitives.Opcode.OP_DEPTH;
import static cairn.primitives.Opcode.OP_DROP;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_FROMALTSTACK;
import static cairn.primitives.Opcode.OP_IFDUP;
import static cairn.primitives.Opcode.OP_NIP;
import static cairn.primitives.Opcode.OP_OVER;
import static cairn.primitives.Opcode.OP_PICK;
import static cairn.primitives.Opcode.OP_ROLL;
import static cairn.primitives.Opcode.OP_ROT;
import static cairn.primitives.Opcode.OP_SIZE;
import static cairn.primitives.Opcode.OP_SWAP;
import static cairn.primitives.Opcode.OP_TOALTSTACK;
import static cairn.primitives.Opcode.OP_TUCK;

/**
 * Opcodes that move, measure and compare elements. The comments show the top of the stack before
 * and after.
 */
final class StackOperations {
  private StackOperations() {}

  static void execute(int opcode, Execution script) throws ScriptFailure {
    var stack = script.stack;
    switch (opcode) {
      case OP_TOALTSTACK -> { // x --
        stack.require(1);
        script.altStack.push(stack.pop());
      }
      case OP_FROMALTSTACK -> { // -- x
        if (script.altStack.isEmpty()) {
          throw new ScriptFailure(INVALID_ALTSTACK_OPERATION);
        }
        stack.push(script.altStack.pop());
      }
      case OP_2DROP -> { // a b --
        stack.require(2);
        stack.drop(2);
      }
      case OP_2DUP -> copy(stack, 2, 2); // a b -- a b a b
      case OP_3DUP -> copy(stack, 3, 3); // a b c -- a b c a b c
      case OP_2OVER -> copy(stack, 4, 2); // a b c d -- a b c d a b
      case OP_2ROT -> { // a b c d e f -- c d e f a b
        stack.require(6);
        stack.push(stack.remove(6));
        stack.push(stack.remove(6));
      }
      case OP_2SWAP -> { // a b c d -- c d a b
        stack.require(4);
        stack.swap(4, 2);
        stack.swap(3, 1);
      }
      case OP_IFDUP -> { // a -- a a, or a if it is false
        stack.require(1);
        if (Stack.isTrue(stack.peek(1))) {
          stack.push(stack.peek(1));
        }
      }
      case OP_DEPTH -> stack.push(stack.size()); // -- size of the stack
      case OP_DROP -> { // a --
        stack.require(1);
        stack.drop(1);
      }
      case OP_DUP -> copy(stack, 1, 1); // a -- a a
      case OP_NIP -> { // a b -- b
        stack.require(2);
        stack.remove(2);
      }
      case OP_OVER -> copy(stack, 2, 1); // a b -- a b a
      case OP_PICK -> stack.push(stack.peek(popDepth(script))); // xn ... x0 n -- xn ... x0 xn
      case OP_ROLL -> stack.push(stack.remove(popDepth(script))); // xn ... x0 n -- ... x0 xn
      case OP_ROT -> { // a b c -- b c a
        stack.require(3);
        stack.push(stack.remove(3));
      }
      case OP_SWAP -> { // a b -- b a
        stack.require(2);
        stack.swap(2, 1);
      }
      case OP_TUCK -> { // a b -- b a b
        stack.require(2);
        stack.insert(2, stack.peek(1));
      }
      case OP_SIZE -> { // a -- a length of a
        stack.require(1);
        stack.push(stack.peek(1).length());
      }
      case OP_EQUAL -> equal(stack); // a b -- whether they are the same bytes
      case OP_EQUALVERIFY -> { // a b --
        equal(stack);
        script.verify(EQUALVERIFY);
      }
      default -> throw new ScriptFailure(BAD_OPCODE);
    }
  }

  /** Pushes again the {@code count} elements that begin at {@code depth}. */
  private static void copy(Stack stack, int depth, int count) throws ScriptFailure {
    stack.require(depth);
    for (int i = 0; i < count; i++) {
      stack.push(stack.peek(depth)); // each push brings the next one to the same depth
    }
  }

  /** Pops n, which counts elements from 0, and gives the depth of the one it means. */
  private static int popDepth(Execution script) throws ScriptFailure {
    var stack = script.stack;
    stack.require(2);
    long n = script.number(1);
    stack.drop(1);
    if (n < 0 || n >= stack.size()) {
      throw new ScriptFailure(INVALID_STACK_OPERATION);
    }
    return (int) n + 1;
  }

  private static void equal(Stack stack) throws ScriptFailure {
    stack.require(2);
    stack.push(stack.pop().equals(stack.pop()));
  }
}
