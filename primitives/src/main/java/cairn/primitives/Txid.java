package cairn.primitives;

/** Names a transaction without its witness: double SHA-256 of the pre-BIP 144 serialization. */
public record Txid(long w0, long w1, long w2, long w3) implements TransactionId {
  /** All zeros: what a coinbase input names as the transaction it spends from. */
  public static final Txid ZERO = new Txid(0, 0, 0, 0);

  /** The digest at {@code array[at, at + 32)}, in wire order. */
  public static Txid fromWire(byte[] array, int at) {
    return new Txid(
        Words.get(array, at),
        Words.get(array, at + 8),
        Words.get(array, at + 16),
        Words.get(array, at + 24));
  }

  /** The next 32 bytes of {@code in}, in wire order. */
  public static Txid read(ByteReader in) throws DecodeException {
    return new Txid(
        in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64(), in.bigEndianInt64());
  }

  /**
   * Reads the form that people write, last byte first.
   *
   * @throws IllegalArgumentException unless {@code hex} is 64 hex digits
   */
  public static Txid fromDisplay(String hex) {
    return new Txid(
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
