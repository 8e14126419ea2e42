package cairn.primitives;

/**
 * Names an output of an earlier transaction.
 *
 * @param index the output's position in its transaction, 0 to 2^32 - 1
 */
public record OutPoint(Txid txid, long index) {
  /** How many bytes it takes on the wire. */
  public static final int LENGTH = 36;

  /** The {@link #index()} of a coinbase input, which spends nothing. */
  public static final long NULL_INDEX = 0xffffffffL;

  /** What a coinbase input names. */
  public static final OutPoint NULL = new OutPoint(Txid.ZERO, NULL_INDEX);

  static OutPoint read(ByteReader in) throws DecodeException {
    return new OutPoint(Txid.read(in), in.uint32());
  }

  public void write(ByteWriter out) {
    out.hash(txid).uint32(index);
  }

  /** Whether it names no output, as a coinbase input does. */
  public boolean isNull() {
    return index == NULL_INDEX && txid.isZero();
  }

  @Override
  public int hashCode() {
    return txid.hashCode() ^ Long.hashCode(index * 0x9e3779b97f4a7c15L);
  }

  /** As people write it: {@code txid:index}. */
  @Override
  public String toString() {
    return txid + ":" + index;
  }
}
