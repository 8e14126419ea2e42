package cairn.primitives;

import static cairn.primitives.Opcode.OP_PUSHDATA1;
import static cairn.primitives.Opcode.OP_PUSHDATA4;

/**
 * Steps through a script, one opcode after the other. Not thread-safe.
 *
 * <pre>{@code
 * while (reader.hasNext()) {
 *   if (!reader.next()) {
 *     // a push of more bytes than are left
 *   }
 *   ... reader.opcode(), reader.push() ...
 * }
 * }</pre>
 */
public final class ScriptReader {
  private final Bytes script;
  private final byte[] array;
  private final int start;
  private final int end;
  private int position;
  private int opcode;
  private int pushFrom;
  private int pushLength;

  ScriptReader(Bytes script) {
    this.script = script;
    this.array = script.backingArray();
    this.start = script.backingOffset();
    this.end = start + script.length();
    this.position = start;
  }

  /** Whether any byte is left. */
  public boolean hasNext() {
    return position < end;
  }

  /**
   * Goes to the next opcode.
   *
   * @return false if it pushes more bytes than are left; the reader then stays where it is
   */
  public boolean next() {
    int at = position;
    int code = array[at++] & 0xff;
    int length = 0;
    if (code <= OP_PUSHDATA4) {
      if (code < OP_PUSHDATA1) {
        length = code;
      } else {
        int lengthBytes = 1 << (code - OP_PUSHDATA1);
        if (lengthBytes > end - at) {
          return false;
        }
        for (int i = 0; i < lengthBytes; i++) {
          length |= (array[at++] & 0xff) << (8 * i);
        }
      }
      if (length < 0 || length > end - at) {
        return false;
      }
    }
    opcode = code;
    pushFrom = at;
    pushLength = length;
    position = at + length;
    return true;
  }

  /** The opcode that {@link #next} went to, 0 to 255. */
  public int opcode() {
    return opcode;
  }

  /** Whether that opcode pushes bytes from the script, be they none: 0 to OP_PUSHDATA4. */
  public boolean isPush() {
    return opcode <= OP_PUSHDATA4;
  }

  /** How many bytes that opcode pushes. */
  public int pushLength() {
    return pushLength;
  }

  /** The bytes that opcode pushes, as a window onto the script; empty for other opcodes. */
  public Bytes push() {
    return script.slice(pushFrom - start, pushFrom - start + pushLength);
  }

  /** Where the next opcode begins, in bytes from the start of the script. */
  public int position() {
    return position - start;
  }
}
