package cairn.primitives;

import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_16;
import static cairn.primitives.Opcode.OP_CHECKMULTISIG;
import static cairn.primitives.Opcode.OP_CHECKMULTISIGVERIFY;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_CHECKSIGVERIFY;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_INVALIDOPCODE;
import static cairn.primitives.Opcode.OP_NOP10;
import static cairn.primitives.Opcode.OP_RETURN;

import org.jspecify.annotations.Nullable;

/** A script as data: any bytes at all. What they do, the ledger's script machine says. */
public record Script(Bytes bytes) {
  public static final Script EMPTY = new Script(Bytes.EMPTY);

  /** The longest script that is executed, in bytes; longer outputs can never be spent. */
  public static final int MAX_LENGTH = 10_000;

  /** The most bytes that a push may have that is executed. */
  private static final int MAX_PUSH_LENGTH = 520;

  /** How many keys a CHECKMULTISIG may have, and counts for where their number is not known. */
  public static final int MAX_PUBLIC_KEYS_PER_MULTISIG = 20;

  /** The script that {@code hex} writes out. */
  public static Script fromHex(String hex) {
    return new Script(Bytes.fromHex(hex));
  }

  public int length() {
    return bytes.length();
  }

  public boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** A reader before the first opcode. */
  public ScriptReader reader() {
    return new ScriptReader(bytes);
  }

  /** Exactly {@code OP_HASH160 <20 bytes> OP_EQUAL} (BIP 16). */
  public boolean isPayToScriptHash() {
    return bytes.length() == 23
        && bytes.unsigned(0) == OP_HASH160
        && bytes.unsigned(1) == 20
        && bytes.unsigned(22) == OP_EQUAL;
  }

  /** The witness program it is, or null: a number 0 to 16, then one push of 2 to 40 bytes. */
  public @Nullable WitnessProgram witnessProgram() {
    int length = bytes.length();
    if (length < 2 + WitnessProgram.MIN_LENGTH || length > 2 + WitnessProgram.MAX_LENGTH) {
      return null;
    }
    int version = bytes.unsigned(0);
    if ((version != 0 && (version < OP_1 || version > OP_16)) || bytes.unsigned(1) != length - 2) {
      return null;
    }
    return new WitnessProgram(version == 0 ? 0 : version - OP_1 + 1, bytes.slice(2));
  }

  /** Whether it can be read to its end and does nothing but push; OP_RESERVED counts as a push. */
  public boolean isPushOnly() {
    var reader = reader();
    while (reader.hasNext()) {
      if (!reader.next() || reader.opcode() > OP_16) {
        return false;
      }
    }
    return true;
  }

  /** Whether no input can ever satisfy it: such an output never becomes a coin. */
  public boolean isUnspendable() {
    return (!bytes.isEmpty() && bytes.unsigned(0) == OP_RETURN) || bytes.length() > MAX_LENGTH;
  }

  /**
   * Whether it can be read to its end, and has neither opcodes that do not exist nor long pushes.
   */
  public boolean hasValidOpcodes() {
    var reader = reader();
    while (reader.hasNext()) {
      if (!reader.next() || reader.opcode() > OP_NOP10 || reader.pushLength() > MAX_PUSH_LENGTH) {
        return false;
      }
    }
    return true;
  }

  /**
   * Counts signature operations, up to the first push that is cut off (Core's GetSigOpCount).
   *
   * @param accurate whether a CHECKMULTISIG counts as many as the number just before it says,
   *     rather than {@link #MAX_PUBLIC_KEYS_PER_MULTISIG}
   */
  public int countSigOps(boolean accurate) {
    int count = 0;
    int lastOpcode = OP_INVALIDOPCODE;
    var reader = reader();
    while (reader.hasNext() && reader.next()) {
      int opcode = reader.opcode();
      switch (opcode) {
        case OP_CHECKSIG, OP_CHECKSIGVERIFY -> count++;
        case OP_CHECKMULTISIG, OP_CHECKMULTISIGVERIFY ->
            count +=
                accurate && lastOpcode >= OP_1 && lastOpcode <= OP_16
                    ? lastOpcode - OP_1 + 1
                    : MAX_PUBLIC_KEYS_PER_MULTISIG;
        default -> {}
      }
      lastOpcode = opcode;
    }
    return count;
  }

  /**
   * The last thing a push-only script pushes: in a scriptSig that spends a P2SH output, the script
   * that is hashed. Empty if there is none; null if it is not push-only.
   */
  public @Nullable Script lastPush() {
    var last = Bytes.EMPTY;
    var reader = reader();
    while (reader.hasNext()) {
      if (!reader.next() || reader.opcode() > OP_16) {
        return null;
      }
      last = reader.push();
    }
    return new Script(last);
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
