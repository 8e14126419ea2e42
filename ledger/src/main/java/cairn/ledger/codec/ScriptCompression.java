package cairn.ledger.codec;

import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;
import static cairn.primitives.Opcode.OP_RETURN;
import static cairn.primitives.crypto.PublicKeyEncoding.COMPRESSED_LENGTH;
import static cairn.primitives.crypto.PublicKeyEncoding.UNCOMPRESSED_LENGTH;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.crypto.Secp256k1;

/**
 * Writes output scripts without the opcodes that most of them share.
 *
 * <p>The first number, a {@link VarInt}, is 0 for P2PKH and 1 for P2SH, whose 20 bytes of hash
 * follow; 2 and 3 for a compressed public key before OP_CHECKSIG, and 4 and 5 for an uncompressed
 * one, even and odd, of which the 32 bytes of x follow; else 6 more than the length of the script,
 * which follows as it is.
 */
public final class ScriptCompression {
  private static final int P2PKH = 0;
  private static final int P2SH = 1;
  private static final int COMPRESSED_EVEN = 2;
  private static final int COMPRESSED_ODD = 3;
  private static final int UNCOMPRESSED_EVEN = 4;
  private static final int UNCOMPRESSED_ODD = 5;
  private static final int FORMS = 6;

  private static final int HASH_LENGTH = 20;
  private static final int X_LENGTH = 32;
  private static final int P2PKH_LENGTH = HASH_LENGTH + 5;
  private static final int P2SH_LENGTH = HASH_LENGTH + 3;
  private static final int UNCOMPRESSED_PREFIX = 4;

  /** Stands for a script that is too long to be spent, of which nothing is kept. */
  private static final Script UNSPENDABLE = new Script(Bytes.of(OP_RETURN));

  private ScriptCompression() {}

  /** Appends the short form of {@code script}. */
  public static void write(ByteWriter out, Script script) {
    var bytes = script.bytes();
    if (isPayToPublicKeyHash(bytes)) {
      out.uint8(P2PKH).bytes(bytes.slice(3, 3 + HASH_LENGTH));
    } else if (script.isPayToScriptHash()) {
      out.uint8(P2SH).bytes(bytes.slice(2, 2 + HASH_LENGTH));
    } else if (isPayToCompressedKey(bytes)) {
      out.bytes(bytes.slice(1, 1 + COMPRESSED_LENGTH));
    } else if (isPayToUncompressedKey(bytes)) {
      boolean odd = (bytes.get(UNCOMPRESSED_LENGTH) & 1) != 0;
      out.uint8(odd ? UNCOMPRESSED_ODD : UNCOMPRESSED_EVEN).bytes(bytes.slice(2, 2 + X_LENGTH));
    } else {
      VarInt.write(out, bytes.length() + FORMS);
      out.bytes(bytes);
    }
  }

  /**
   * Reads what {@link #write} writes. A script that has no short form is a window onto the input.
   *
   * <p>As in Core, a script longer than {@link Script#MAX_LENGTH} becomes an OP_RETURN, and an x
   * that no point on the curve has becomes an empty script.
   */
  public static Script read(ByteReader in) throws DecodeException {
    long form = VarInt.readUint32(in);
    if (form >= FORMS) {
      return plain(in, form - FORMS);
    }
    return switch ((int) form) {
      case P2PKH -> payToPublicKeyHash(in.bytes(HASH_LENGTH));
      case P2SH -> payToScriptHash(in.bytes(HASH_LENGTH));
      case COMPRESSED_EVEN, COMPRESSED_ODD -> payToKey(key((int) form, in.bytes(X_LENGTH)));
      default -> {
        var compressed = key((int) form - UNCOMPRESSED_EVEN + COMPRESSED_EVEN, in.bytes(X_LENGTH));
        yield Secp256k1.instance()
            .decompress(Bytes.wrap(compressed))
            .map(key -> payToKey(key.toArray()))
            .orElse(Script.EMPTY);
      }
    };
  }

  private static Script plain(ByteReader in, long length) throws DecodeException {
    if (length > in.remaining()) {
      throw in.failure("end of data");
    }
    var bytes = in.bytes((int) length);
    return length > Script.MAX_LENGTH ? UNSPENDABLE : new Script(bytes);
  }

  private static boolean isPayToPublicKeyHash(Bytes script) {
    return script.length() == P2PKH_LENGTH
        && script.unsigned(0) == OP_DUP
        && script.unsigned(1) == OP_HASH160
        && script.unsigned(2) == HASH_LENGTH
        && script.unsigned(P2PKH_LENGTH - 2) == OP_EQUALVERIFY
        && script.unsigned(P2PKH_LENGTH - 1) == OP_CHECKSIG;
  }

  private static boolean isPayToCompressedKey(Bytes script) {
    return script.length() == COMPRESSED_LENGTH + 2
        && script.unsigned(0) == COMPRESSED_LENGTH
        && (script.unsigned(1) == COMPRESSED_EVEN || script.unsigned(1) == COMPRESSED_ODD)
        && script.unsigned(COMPRESSED_LENGTH + 1) == OP_CHECKSIG;
  }

  /** Asks the curve too: what is no point could not be found again from its x. */
  private static boolean isPayToUncompressedKey(Bytes script) {
    return script.length() == UNCOMPRESSED_LENGTH + 2
        && script.unsigned(0) == UNCOMPRESSED_LENGTH
        && script.unsigned(1) == UNCOMPRESSED_PREFIX
        && script.unsigned(UNCOMPRESSED_LENGTH + 1) == OP_CHECKSIG
        && Secp256k1.instance().isPublicKey(script.slice(1, 1 + UNCOMPRESSED_LENGTH));
  }

  private static Script payToPublicKeyHash(Bytes hash) {
    var script = new byte[P2PKH_LENGTH];
    script[0] = OP_DUP;
    script[1] = (byte) OP_HASH160;
    script[2] = HASH_LENGTH;
    hash.copyTo(script, 3);
    script[P2PKH_LENGTH - 2] = (byte) OP_EQUALVERIFY;
    script[P2PKH_LENGTH - 1] = (byte) OP_CHECKSIG;
    return new Script(Bytes.wrap(script));
  }

  private static Script payToScriptHash(Bytes hash) {
    var script = new byte[P2SH_LENGTH];
    script[0] = (byte) OP_HASH160;
    script[1] = HASH_LENGTH;
    hash.copyTo(script, 2);
    script[P2SH_LENGTH - 1] = (byte) OP_EQUAL;
    return new Script(Bytes.wrap(script));
  }

  private static Script payToKey(byte[] key) {
    var script = new byte[key.length + 2];
    script[0] = (byte) key.length;
    System.arraycopy(key, 0, script, 1, key.length);
    script[key.length + 1] = (byte) OP_CHECKSIG;
    return new Script(Bytes.wrap(script));
  }

  private static byte[] key(int prefix, Bytes x) {
    var key = new byte[COMPRESSED_LENGTH];
    key[0] = (byte) prefix;
    x.copyTo(key, 1);
    return key;
  }
}
