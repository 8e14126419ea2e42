package cairn.primitives;

/**
 * Commits to a block filter and to all before it: double SHA-256 of the filter's {@link FilterHash}
 * and the header of the block before (BIP 157).
 */
public record FilterHeader(long w0, long w1, long w2, long w3) implements Hash256 {
  /** All zeros: what stands before the header of a genesis block's filter. */
  public static final FilterHeader ZERO = new FilterHeader(0, 0, 0, 0);

  /** The digest at {@code array[at, at + 32)}, in wire order. */
  public static FilterHeader fromWire(byte[] array, int at) {
    return new FilterHeader(
        Words.get(array, at),
        Words.get(array, at + 8),
        Words.get(array, at + 16),
        Words.get(array, at + 24));
  }

  /** The next 32 bytes of {@code in}, in wire order. */
  public static FilterHeader read(ByteReader in) throws DecodeException {
    return new FilterHeader(
        in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64());
  }

  /**
   * Reads the form that people write, last byte first.
   *
   * @throws IllegalArgumentException unless {@code hex} is 64 hex digits
   */
  public static FilterHeader fromDisplay(String hex) {
    return new FilterHeader(
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
