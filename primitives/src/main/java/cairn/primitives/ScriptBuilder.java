package cairn.primitives;

import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_1NEGATE;
import static cairn.primitives.Opcode.OP_PUSHDATA1;
import static cairn.primitives.Opcode.OP_PUSHDATA2;
import static cairn.primitives.Opcode.OP_PUSHDATA4;

/** Writes a script, opcode after opcode, each push in the shortest form for its length. */
public final class ScriptBuilder {
  private final ByteWriter out = new ByteWriter(64);

  /** Appends an opcode of {@link Opcode}. */
  public ScriptBuilder op(int opcode) {
    out.uint8(opcode);
    return this;
  }

  /** Appends the opcode that pushes these bytes; numbers get no special form here. */
  public ScriptBuilder push(Bytes data) {
    int length = data.length();
    int opcode = pushOpcode(length);
    out.uint8(opcode);
    switch (opcode) {
      case OP_PUSHDATA1 -> out.uint8(length);
      case OP_PUSHDATA2 -> out.uint16(length);
      case OP_PUSHDATA4 -> out.int32(length);
      default -> {}
    }
    out.bytes(data);
    return this;
  }

  /** Appends the shortest push of a number: an opcode for -1 to 16, a script number otherwise. */
  public ScriptBuilder number(long value) {
    if (value == 0) {
      return op(OP_0);
    }
    if (value == -1) {
      return op(OP_1NEGATE);
    }
    if (value >= 1 && value <= 16) {
      return op(OP_1 + (int) value - 1);
    }
    return push(ScriptNumber.encode(value));
  }

  /** Appends bytes that are script already. */
  public ScriptBuilder raw(Bytes script) {
    out.bytes(script);
    return this;
  }

  public Script build() {
    return new Script(out.toBytes());
  }

  /** The opcode of the shortest push of {@code length} bytes. */
  public static int pushOpcode(int length) {
    if (length < OP_PUSHDATA1) {
      return length;
    }
    return length <= 0xff ? OP_PUSHDATA1 : length <= 0xffff ? OP_PUSHDATA2 : OP_PUSHDATA4;
  }

  /** The opcode that pushes {@code value}, 0 to 16, as a number. */
  public static int smallNumberOpcode(int value) {
    if (value < 0 || value > OP_16 - OP_1 + 1) {
      throw new IllegalArgumentException("no opcode pushes " + value);
    }
    return value == 0 ? OP_0 : OP_1 + value - 1;
  }
}
