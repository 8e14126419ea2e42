package cairn.primitives;

/** The root of a Merkle tree over a block's transaction ids, or over its witness ids. */
public record MerkleRoot(long w0, long w1, long w2, long w3) implements Hash256 {
  /** All zeros: the root over no transactions at all. */
  public static final MerkleRoot ZERO = new MerkleRoot(0, 0, 0, 0);

  /** The digest at {@code array[at, at + 32)}, in wire order. */
  public static MerkleRoot fromWire(byte[] array, int at) {
    return new MerkleRoot(
        Words.get(array, at),
        Words.get(array, at + 8),
        Words.get(array, at + 16),
        Words.get(array, at + 24));
  }

  /** The next 32 bytes of {@code in}, in wire order. */
  public static MerkleRoot read(ByteReader in) throws DecodeException {
    return new MerkleRoot(
        in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64());
  }

  /**
   * Reads the form that people write, last byte first.
   *
   * @throws IllegalArgumentException unless {@code hex} is 64 hex digits
   */
  public static MerkleRoot fromDisplay(String hex) {
    return new MerkleRoot(
        Words.ofDisplay(hex, 0),
        Words.ofDisplay(hex, 1),
        Words.ofDisplay(hex, 2),
        Words.ofDisplay(hex, 3));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0); // any word of a digest is as good as random
  }

  @Override
  public String toString() {
    return display();
  }
}
