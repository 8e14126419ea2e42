package cairn.primitives;

/**
 * An input of a transaction: which output it spends, and what satisfies that output's script.
 *
 * @param sequence 0 to 2^32 - 1; a relative lock time in transactions of version 2 and up (BIP 68)
 */
public record TxIn(OutPoint previousOutput, Script scriptSig, long sequence, Witness witness) {
  /** The sequence that switches an input's lock times off. */
  public static final long SEQUENCE_FINAL = 0xffffffffL;

  public TxIn(OutPoint previousOutput, Script scriptSig, long sequence) {
    this(previousOutput, scriptSig, sequence, Witness.EMPTY);
  }

  /** How many bytes the smallest input takes without its witness. */
  static final int MIN_LENGTH = OutPoint.LENGTH + 1 + 4;

  static TxIn read(ByteReader in) throws DecodeException {
    return new TxIn(OutPoint.read(in), new Script(in.sizedBytes()), in.uint32());
  }

  void writeWithoutWitness(ByteWriter out) {
    previousOutput.write(out);
    out.sizedBytes(scriptSig.bytes()).uint32(sequence);
  }

  /** The same input with this witness. */
  public TxIn with(Witness witness) {
    return new TxIn(previousOutput, scriptSig, sequence, witness);
  }

  /** The same input with this scriptSig. */
  public TxIn with(Script scriptSig) {
    return new TxIn(previousOutput, scriptSig, sequence, witness);
  }
}
