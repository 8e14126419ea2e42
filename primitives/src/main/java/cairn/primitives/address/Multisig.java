package cairn.primitives.address;

import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.ScriptReader;
import cairn.primitives.crypto.PublicKeyEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script for any {@code required} of these keys (BIP 11): itself an output, or behind the hash of
 * a P2SH or P2WSH output.
 *
 * @param required how many must sign, 1 to the number of keys
 * @param publicKeys 1 to 20, 33 or 65 bytes each; their signatures come in the same order
 */
public record Multisig(int required, List<Bytes> publicKeys) implements OutputTemplate {
  public Multisig {
    publicKeys = List.copyOf(publicKeys);
    if (publicKeys.size() > Script.MAX_PUBLIC_KEYS_PER_MULTISIG
        || required < 1
        || required > publicKeys.size()) {
      throw new IllegalArgumentException(required + " of " + publicKeys.size() + " keys");
    }
  }

  /** The script for these keys in the order of their bytes, so that a set has just one (BIP 67). */
  public static Multisig sorted(int required, List<Bytes> publicKeys) {
    return new Multisig(required, publicKeys.stream().sorted().toList());
  }

  /** What {@code script} is, if it is one. How its keys are pushed does not matter. */
  public static Optional<Multisig> of(Script script) {
    var bytes = script.bytes();
    int last = bytes.length() - 1;
    if (last < 0 || bytes.unsigned(last) != OP_CHECKMULTISIG) {
      return Optional.empty();
    }
    var reader = script.reader();
    int required = reader.next() ? count(reader) : 0;
    var keys = new ArrayList<Bytes>();
    while (reader.hasNext() && reader.next()) {
      if (!PublicKeyEncoding.isWellFormed(reader.push())) {
        boolean matches =
            required >= 1
                && required <= keys.size()
                && count(reader) == keys.size()
                && reader.position() == last;
        return matches ? Optional.of(new Multisig(required, keys)) : Optional.empty();
      }
      keys.add(reader.push());
    }
    return Optional.empty();
  }

  /** The script, with every number and push in its shortest form. */
  public Script script() {
    var builder = new ScriptBuilder().number(required);
    publicKeys.forEach(builder::push);
    return builder.number(publicKeys.size()).op(OP_CHECKMULTISIG).build();
  }

  @Override
  public TxoutType type() {
    return TxoutType.MULTISIG;
  }

  /** The number of keys, 1 to 20, that is pushed here in its shortest form; else 0. */
  private static int count(ScriptReader reader) {
    int opcode = reader.opcode();
    if (opcode >= OP_1 && opcode <= OP_16) {
      return opcode - OP_1 + 1;
    }
    // Up to 16 have an opcode, so what is pushed as bytes is one byte, 17 to 20.
    if (opcode != 1) {
      return 0;
    }
    int value = reader.push().get(0);
    return value > 16 && value <= Script.MAX_PUBLIC_KEYS_PER_MULTISIG ? value : 0;
  }
}
