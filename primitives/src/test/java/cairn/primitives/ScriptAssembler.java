package cairn.primitives;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the notation in which Core's test vectors write scripts (ParseScript): words with white
 * space between.
 *
 * <ul>
 *   <li>{@code DUP} or {@code OP_DUP}: an opcode, none that pushes
 *   <li>{@code 17}: the shortest push of a number
 *   <li>{@code 'abc'}: a push of the characters
 *   <li>{@code 0x4c01}: bytes of the script itself
 * </ul>
 */
public final class ScriptAssembler {
  private static final long MAX_NUMBER = 0xffffffffL;
  private static final Map<String, Integer> OPCODES = opcodes();

  private ScriptAssembler() {}

  /**
   * The script that {@code text} stands for.
   *
   * @throws IllegalArgumentException if a word is none of the above, or a number has more than 32
   *     bits
   */
  public static Script parse(String text) {
    var script = new ScriptBuilder();
    for (var word : text.split("[ \t\n]+", -1)) {
      if (!word.isEmpty()) {
        append(word, script);
      }
    }
    return script.build();
  }

  private static void append(String word, ScriptBuilder script) {
    if (word.matches("-?[0-9]+")) {
      script.number(number(word));
    } else if (word.matches("0x([0-9a-fA-F]{2})+")) {
      script.raw(Bytes.fromHex(word.substring(2)));
    } else if (word.matches("'.*'")) {
      var characters = word.substring(1, word.length() - 1);
      script.push(Bytes.wrap(characters.getBytes(StandardCharsets.UTF_8)));
    } else {
      var opcode = OPCODES.get(word);
      if (opcode == null) {
        throw new IllegalArgumentException("no opcode: " + word);
      }
      script.op(opcode);
    }
  }

  private static long number(String word) {
    long number = Long.parseLong(word);
    if (Math.abs(number) > MAX_NUMBER) {
      throw new IllegalArgumentException("more than 32 bits: " + word);
    }
    return number;
  }

  private static Map<String, Integer> opcodes() {
    var opcodes = new HashMap<String, Integer>();
    for (int opcode = Opcode.OP_NOP; opcode <= Opcode.OP_CHECKSIGADD; opcode++) {
      var name = Opcode.name(opcode);
      opcodes.put(name, opcode);
      opcodes.put(name.replaceFirst("^OP_", ""), opcode);
    }
    opcodes.put("RESERVED", Opcode.OP_RESERVED);
    opcodes.put("OP_RESERVED", Opcode.OP_RESERVED);
    return opcodes;
  }
}
