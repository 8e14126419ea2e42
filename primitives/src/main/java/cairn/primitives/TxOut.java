package cairn.primitives;

/** An output of a transaction: an amount, and the script that says who may spend it. */
public record TxOut(Amount value, Script scriptPubKey) {
  private static final int VALUE_LENGTH = 8;

  static TxOut read(ByteReader in) throws DecodeException {
    return new TxOut(new Amount(in.int64()), new Script(in.sizedBytes()));
  }

  /**
   * Reads the serialization that {@link #write} makes, and nothing after it.
   *
   * @throws DecodeException if {@code bytes} is anything else
   */
  public static TxOut decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    var output = read(in);
    in.expectEnd();
    return output;
  }

  /** How many bytes {@link #write} writes. */
  public int serializedSize() {
    int length = scriptPubKey.length();
    return VALUE_LENGTH + ByteWriter.compactSizeLength(length) + length;
  }

  public void write(ByteWriter out) {
    out.int64(value.sats()).sizedBytes(scriptPubKey.bytes());
  }
}
