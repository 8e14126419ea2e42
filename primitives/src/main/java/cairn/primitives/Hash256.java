package cairn.primitives;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * A 256-bit digest, as four big-endian words of its bytes in wire order.
 *
 * <p>People write the hashes of transactions and blocks with the last byte first; {@link #display}
 * and the {@code fromDisplay} of each type are the only places that know.
 */
public sealed interface Hash256
    permits TransactionId, BlockHash, MerkleRoot, FilterHash, FilterHeader, PackageHash {
  /** How many bytes a digest has. */
  int LENGTH = 32;

  /** By their bytes in wire order. */
  Comparator<Hash256> WIRE_ORDER = Hash256::compare;

  long w0();

  long w1();

  long w2();

  long w3();

  private static int compare(Hash256 one, Hash256 other) {
    int byWord = Long.compareUnsigned(one.w0(), other.w0());
    if (byWord == 0) {
      byWord = Long.compareUnsigned(one.w1(), other.w1());
    }
    if (byWord == 0) {
      byWord = Long.compareUnsigned(one.w2(), other.w2());
    }
    return byWord != 0 ? byWord : Long.compareUnsigned(one.w3(), other.w3());
  }

  /** The digest's 32 bytes in wire order. */
  default Bytes bytes() {
    var array = new byte[LENGTH];
    copyTo(array, 0);
    return Bytes.wrap(array);
  }

  /** Writes the digest's 32 bytes, in wire order, from {@code target[at]} on. */
  default void copyTo(byte[] target, int at) {
    Words.set(target, at, w0(), w1(), w2(), w3());
  }

  /** Hex as people write it: the digest's bytes last first. */
  default String display() {
    return lastFirst().toHex();
  }

  /** The digest as a number, its first byte the least significant. */
  default BigInteger toNumber() {
    return new BigInteger(1, lastFirst().toArray());
  }

  /** The digest's 32 bytes as people write them: the last first. */
  default Bytes lastFirst() {
    var bytes = new byte[LENGTH];
    Words.set(
        bytes,
        0,
        Long.reverseBytes(w3()),
        Long.reverseBytes(w2()),
        Long.reverseBytes(w1()),
        Long.reverseBytes(w0()));
    return Bytes.wrap(bytes);
  }

  /** All bits zero. */
  default boolean isZero() {
    return (w0() | w1() | w2() | w3()) == 0;
  }
}
