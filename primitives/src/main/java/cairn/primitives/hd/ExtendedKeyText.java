package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.KEY;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PREFIX;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.address.Base58;
import cairn.primitives.address.TextException;

/**
 * The parts of an extended key's text, which is Base58Check of 78 bytes (BIP 32).
 *
 * @param key 33 bytes: a compressed public key, or a zero and a secret one
 */
record ExtendedKeyText(Lineage lineage, Bytes chainCode, Bytes key) {
  private static final int LENGTH_IN_BYTES = 78;
  private static final int CHAIN_CODE_LENGTH = 32;
  private static final int KEY_LENGTH = 33;

  static void requireChainCode(Bytes chainCode) {
    if (chainCode.length() != CHAIN_CODE_LENGTH) {
      throw new IllegalArgumentException("a chain code has 32 bytes, not " + chainCode.length());
    }
  }

  String text(int prefix) {
    var out =
        new ByteWriter(LENGTH_IN_BYTES)
            .int32(Integer.reverseBytes(prefix))
            .uint8(lineage.depth())
            .int32(Integer.reverseBytes(lineage.parentFingerprint()))
            .int32(Integer.reverseBytes(lineage.number().bits()))
            .bytes(chainCode)
            .bytes(key);
    return Base58.encodeChecked(out.toBytes());
  }

  static ExtendedKeyText parse(String text, int prefix) throws TextException {
    var payload = Base58.decodeChecked(text, LENGTH_IN_BYTES);
    if (payload.length() != LENGTH_IN_BYTES) {
      throw new TextException(LENGTH, "Invalid length of extended key");
    }
    var in = new ByteReader(payload);
    try {
      if (Integer.reverseBytes(in.int32()) != prefix) {
        throw new TextException(PREFIX, "Not an extended key of this kind and network");
      }
      int depth = in.uint8();
      int fingerprint = Integer.reverseBytes(in.int32());
      var number = new ChildNumber(Integer.reverseBytes(in.int32()));
      if (depth == 0 && (fingerprint != 0 || number.bits() != 0)) {
        throw new TextException(KEY, "Extended master key with a parent");
      }
      var lineage = new Lineage(depth, fingerprint, number);
      return new ExtendedKeyText(lineage, in.bytes(CHAIN_CODE_LENGTH), in.bytes(KEY_LENGTH));
    } catch (DecodeException e) {
      throw new AssertionError("78 bytes hold an extended key", e);
    }
  }
}
