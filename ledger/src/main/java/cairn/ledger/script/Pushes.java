package cairn.ledger.script;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;

/** The ways in which scripts push bytes. */
final class Pushes {
  private static final int MINUS_ONE = 0x81;
  private static final int MAX_SMALL_NUMBER = 16;

  private Pushes() {}

  /** Whether no shorter way would push the same bytes (BIP 62, rule 3). */
  static boolean isMinimal(int opcode, Bytes data) {
    int length = data.length();
    if (length == 1) {
      int value = data.unsigned(0);
      if ((value >= 1 && value <= MAX_SMALL_NUMBER) || value == MINUS_ONE) {
        return false; // these have opcodes of their own
      }
    }
    return opcode == ScriptBuilder.pushOpcode(length);
  }

  /** Whether {@code script} is the shortest push of {@code data} and nothing else. */
  static boolean isOnly(Script script, Bytes data) {
    var reader = script.reader();
    return reader.hasNext()
        && reader.next()
        && !reader.hasNext()
        && reader.opcode() == ScriptBuilder.pushOpcode(data.length())
        && reader.push().equals(data);
  }

  /**
   * The script without the pushes of {@code data} that are of the shortest form for its length
   * (Core's FindAndDelete); the same object if there are none. What follows a push that is cut off
   * stays.
   */
  static Script without(Script script, Bytes data) {
    int opcode = ScriptBuilder.pushOpcode(data.length());
    var bytes = script.bytes();
    var kept = new ByteWriter(0);
    int from = 0;
    var reader = script.reader();
    for (int at = 0; reader.hasNext() && reader.next(); at = reader.position()) {
      if (reader.opcode() == opcode && reader.push().equals(data)) {
        kept.bytes(bytes.slice(from, at));
        from = reader.position();
      }
    }
    return from == 0 ? script : new Script(kept.bytes(bytes.slice(from)).toBytes());
  }
}
