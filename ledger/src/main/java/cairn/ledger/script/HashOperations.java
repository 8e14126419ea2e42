package cairn.ledger.script;

import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_HASH256;
import static cairn.primitives.Opcode.OP_RIPEMD160;
import static cairn.primitives.Opcode.OP_SHA1;
import static cairn.primitives.Opcode.OP_SHA256;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.crypto.Ripemd160;
import cairn.primitives.crypto.Sha1;

/** Opcodes that hash the top of the stack. */
final class HashOperations {
  private HashOperations() {}

  static void execute(int opcode, Stack stack) throws ScriptFailure {
    stack.require(1);
    stack.push(hash(opcode, stack.pop()));
  }

  private static Bytes hash(int opcode, Bytes data) {
    return switch (opcode) {
      case OP_RIPEMD160 -> Ripemd160.hash(data);
      case OP_SHA1 -> Sha1.hash(data);
      case OP_SHA256 -> Sha256.hash(data);
      case OP_HASH160 -> Ripemd160.hash(Sha256.hash(data));
      case OP_HASH256 -> Sha256.doubleHash(data);
      default -> throw new AssertionError("no hash: " + opcode);
    };
  }
}
