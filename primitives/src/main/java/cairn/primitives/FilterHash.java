package cairn.primitives;

/** Names a block filter: double SHA-256 of its serialization (BIP 157). */
public record FilterHash(long w0, long w1, long w2, long w3) implements Hash256 {
  /** The digest at {@code array[at, at + 32)}, in wire order. */
  public static FilterHash fromWire(byte[] array, int at) {
    return new FilterHash(
        Words.get(array, at),
        Words.get(array, at + 8),
        Words.get(array, at + 16),
        Words.get(array, at + 24));
  }

  /** The next 32 bytes of {@code in}, in wire order. */
  public static FilterHash read(ByteReader in) throws DecodeException {
    return new FilterHash(
        in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64());
  }

  /**
   * Reads the form that people write, last byte first.
   *
   * @throws IllegalArgumentException unless {@code hex} is 64 hex digits
   */
  public static FilterHash fromDisplay(String hex) {
    return new FilterHash(
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
