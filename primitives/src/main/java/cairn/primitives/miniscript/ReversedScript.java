package cairn.primitives.miniscript;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKMULTISIGVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGVERIFY;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_NUMEQUAL;
import static cairn.primitives.Opcode.OP_NUMEQUALVERIFY;
import static cairn.primitives.Opcode.OP_PUSHDATA4;
import static cairn.primitives.Opcode.OP_VERIFY;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.ScriptNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The opcodes of a script, the last first, those that verify taken apart. */
final class ReversedScript {
  private ReversedScript() {}

  /**
   * An opcode.
   *
   * @param push what it pushes, also of those that push 1 to 16
   */
  record Token(int opcode, Bytes push) {
    /** The number that it pushes, in its shortest form; else {@link Numbers#NONE}. */
    long number() {
      if (opcode == OP_0) {
        return 0;
      }
      return push.isEmpty()
          ? Numbers.NONE
          : ScriptNumber.decode(push, true, ScriptNumber.DEFAULT_MAX_LENGTH).orElse(Numbers.NONE);
    }
  }

  /** The opcodes; empty if the script is cut off, or not everything in it has its shortest form. */
  static Optional<List<Token>> of(Script script) {
    var tokens = new ArrayList<Token>();
    var bytes = script.bytes();
    var reader = script.reader();
    while (reader.hasNext()) {
      if (!reader.next()) {
        return Optional.empty();
      }
      int opcode = reader.opcode();
      int plain = withoutVerify(opcode);
      if (opcode >= OP_1 && opcode <= OP_16) {
        tokens.add(new Token(opcode, Bytes.of(opcode - OP_1 + 1)));
      } else if (opcode <= OP_PUSHDATA4) {
        if (!isMinimal(reader.push(), opcode)) {
          return Optional.empty();
        }
        tokens.add(new Token(opcode, reader.push()));
      } else if (plain != opcode) {
        tokens.add(new Token(plain, Bytes.EMPTY));
        tokens.add(new Token(OP_VERIFY, Bytes.EMPTY));
      } else {
        boolean couldVerify =
            opcode == OP_CHECKSIG
                || opcode == OP_CHECKMULTISIG
                || opcode == OP_EQUAL
                || opcode == OP_NUMEQUAL;
        if (couldVerify && reader.hasNext() && bytes.unsigned(reader.position()) == OP_VERIFY) {
          return Optional.empty();
        }
        tokens.add(new Token(opcode, Bytes.EMPTY));
      }
    }
    return Optional.of(tokens.reversed());
  }

  private static int withoutVerify(int opcode) {
    return switch (opcode) {
      case OP_CHECKSIGVERIFY -> OP_CHECKSIG;
      case OP_CHECKMULTISIGVERIFY -> OP_CHECKMULTISIG;
      case OP_EQUALVERIFY -> OP_EQUAL;
      case OP_NUMEQUALVERIFY -> OP_NUMEQUAL;
      default -> opcode;
    };
  }

  private static boolean isMinimal(Bytes push, int opcode) {
    if (push.length() == 1) {
      int value = push.unsigned(0);
      return !((value >= 1 && value <= 16) || value == 0x81) && opcode == 1;
    }
    return opcode == ScriptBuilder.pushOpcode(push.length());
  }
}
