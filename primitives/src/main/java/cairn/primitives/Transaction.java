package cairn.primitives;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction, as it stands on the wire. Immutable; its bytes are kept and its ids are computed
 * once, when it is made.
 *
 * <p>Decoding accepts what Core's {@code UnserializeTransaction} accepts, also what no rule lets
 * into a block: no inputs, no outputs, amounts out of range.
 */
public final class Transaction {
  /** Weight units that a byte outside the witness costs (BIP 141). */
  public static final int WITNESS_SCALE_FACTOR = 4;

  /** How many bytes the smallest transaction takes: neither inputs nor outputs. */
  public static final int MIN_LENGTH = 4 + 1 + 1 + 4;

  private static final int VERSION_LENGTH = 4;
  private static final int LOCK_TIME_LENGTH = 4;
  private static final int WITNESS_FLAG = 1;

  private final Bytes serialized;
  private final int strippedSize;
  private final int version;
  private final List<TxIn> inputs;
  private final List<TxOut> outputs;
  private final long lockTime;
  private final Txid txid;
  private final Wtxid wtxid;

  /** Counted at first use, by whichever thread comes first; -1 before that. */
  private int legacySigOps = -1;

  /** Takes the parts, and the bytes that they were read from or written to. */
  private Transaction(
      int version,
      List<TxIn> inputs,
      List<TxOut> outputs,
      long lockTime,
      Bytes serialized,
      int bodyFrom,
      int bodyTo,
      Sha256 sha256) {
    this.version = version;
    this.inputs = inputs;
    this.outputs = outputs;
    this.lockTime = lockTime;
    this.serialized = serialized;
    this.strippedSize = VERSION_LENGTH + (bodyTo - bodyFrom) + LOCK_TIME_LENGTH;
    boolean plain = strippedSize == serialized.length();
    if (plain) {
      this.txid = sha256.update(serialized).finishTxid();
      this.wtxid = new Wtxid(txid.w0(), txid.w1(), txid.w2(), txid.w3());
    } else {
      byte[] array = serialized.backingArray();
      int offset = serialized.backingOffset();
      this.txid =
          sha256
              .update(array, offset, VERSION_LENGTH)
              .update(array, offset + bodyFrom, bodyTo - bodyFrom)
              .update(array, offset + serialized.length() - LOCK_TIME_LENGTH, LOCK_TIME_LENGTH)
              .finishTxid();
      this.wtxid = sha256.update(serialized).finishWtxid();
    }
  }

  /**
   * Puts a transaction together.
   *
   * @param lockTime 0 to 2^32 - 1: a height below 500,000,000, else seconds since 1970
   */
  public static Transaction of(int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime) {
    boolean witness = hasWitness(inputs);
    var out = new ByteWriter(256);
    out.int32(version);
    if (witness) {
      out.uint8(0).uint8(WITNESS_FLAG);
    }
    int bodyFrom = out.length();
    out.compactSize(inputs.size());
    for (var input : inputs) {
      input.writeWithoutWitness(out);
    }
    out.compactSize(outputs.size());
    for (var output : outputs) {
      output.write(out);
    }
    int bodyTo = out.length();
    if (witness) {
      for (var input : inputs) {
        input.witness().write(out);
      }
    }
    out.uint32(lockTime);
    return new Transaction(
        version,
        List.copyOf(inputs),
        List.copyOf(outputs),
        lockTime,
        out.toBytes(),
        bodyFrom,
        bodyTo,
        new Sha256());
  }

  /**
   * Reads a transaction with or without witness (BIP 144), and nothing after it.
   *
   * @throws DecodeException if {@code bytes} is anything else
   */
  public static Transaction decode(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    var transaction = read(in);
    in.expectEnd();
    return transaction;
  }

  /**
   * Reads the form from before BIP 144, and nothing after it. Where a transaction has no inputs,
   * this is the only form that can say so.
   *
   * @throws DecodeException if {@code bytes} is anything else
   */
  public static Transaction decodeWithoutWitness(Bytes bytes) throws DecodeException {
    var in = new ByteReader(bytes);
    int version = in.int32();
    var inputs = readInputs(in);
    var outputs = readOutputs(in);
    int bodyTo = in.offset();
    long lockTime = in.uint32();
    in.expectEnd();
    return new Transaction(
        version, inputs, outputs, lockTime, bytes, VERSION_LENGTH, bodyTo, new Sha256());
  }

  /** Reads the next transaction of {@code in}, with or without witness. */
  public static Transaction read(ByteReader in) throws DecodeException {
    return read(in, new Sha256());
  }

  /**
   * Reads the next transaction of {@code in}, with or without witness.
   *
   * @param sha256 computes the ids: one will do for many transactions, as it is left as new
   */
  public static Transaction read(ByteReader in, Sha256 sha256) throws DecodeException {
    int start = in.offset();
    int version = in.int32();
    int bodyFrom = VERSION_LENGTH;
    var inputs = readInputs(in);
    List<TxOut> outputs = List.of();
    int flags = 0;
    if (inputs.isEmpty()) {
      flags = in.uint8();
      if (flags != 0) {
        bodyFrom = in.offset() - start;
        inputs = readInputs(in);
        outputs = readOutputs(in);
      }
    } else {
      outputs = readOutputs(in);
    }
    int bodyTo = in.offset() - start;
    if ((flags & WITNESS_FLAG) != 0) {
      inputs = readWitnesses(in, inputs);
    }
    if ((flags & ~WITNESS_FLAG) != 0) {
      throw in.failure("Unknown transaction optional data");
    }
    long lockTime = in.uint32();
    return new Transaction(
        version, inputs, outputs, lockTime, in.since(start), bodyFrom, bodyTo, sha256);
  }

  private static List<TxIn> readInputs(ByteReader in) throws DecodeException {
    int count = in.count(TxIn.MIN_LENGTH);
    var inputs = new TxIn[count];
    for (int i = 0; i < count; i++) {
      inputs[i] = TxIn.read(in);
    }
    return List.of(inputs);
  }

  private static List<TxOut> readOutputs(ByteReader in) throws DecodeException {
    int count = in.count(8 + 1);
    var outputs = new TxOut[count];
    for (int i = 0; i < count; i++) {
      outputs[i] = TxOut.read(in);
    }
    return List.of(outputs);
  }

  private static List<TxIn> readWitnesses(ByteReader in, List<TxIn> inputs) throws DecodeException {
    var complete = new ArrayList<TxIn>(inputs.size());
    for (var input : inputs) {
      complete.add(input.with(Witness.read(in)));
    }
    if (!hasWitness(complete)) {
      throw in.failure("Superfluous witness record");
    }
    return List.copyOf(complete);
  }

  private static boolean hasWitness(List<TxIn> inputs) {
    for (var input : inputs) {
      if (!input.witness().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  public int version() {
    return version;
  }

  public List<TxIn> inputs() {
    return inputs;
  }

  public List<TxOut> outputs() {
    return outputs;
  }

  /** 0 to 2^32 - 1: a height below 500,000,000, else seconds since 1970. */
  public long lockTime() {
    return lockTime;
  }

  public Txid txid() {
    return txid;
  }

  public Wtxid wtxid() {
    return wtxid;
  }

  /** The bytes on the wire, with the witness where there is one (BIP 144). */
  public Bytes serialized() {
    return serialized;
  }

  /** How many bytes {@link #serialized()} has. */
  public int totalSize() {
    return serialized.length();
  }

  /** How many bytes it has without its witness. */
  public int strippedSize() {
    return strippedSize;
  }

  /** The bytes from before BIP 144, without the witness: what {@link #txid()} is the hash of. */
  public Bytes serializedWithoutWitness() {
    return hasWitness()
        ? of(version, inputs.stream().map(i -> i.with(Witness.EMPTY)).toList(), outputs, lockTime)
            .serialized
        : serialized;
  }

  /** In weight units (BIP 141): three times the stripped size plus the total size. */
  public int weight() {
    return strippedSize * (WITNESS_SCALE_FACTOR - 1) + totalSize();
  }

  /** A quarter of the weight, rounded up: in virtual bytes (BIP 141). */
  public int virtualSize() {
    return Math.ceilDiv(weight(), WITNESS_SCALE_FACTOR);
  }

  public boolean hasWitness() {
    return strippedSize != serialized.length();
  }

  /**
   * Signature operations in its own scripts: what counts against a block's limit without knowing
   * what its inputs spend (Core's {@code GetLegacySigOpCount}).
   */
  public int legacySigOps() {
    int count = legacySigOps;
    if (count < 0) {
      count = 0;
      for (var input : inputs) {
        count += input.scriptSig().countSigOps(false);
      }
      for (var output : outputs) {
        count += output.scriptPubKey().countSigOps(false);
      }
      legacySigOps = count;
    }
    return count;
  }

  /** Whether it mints: exactly one input, which spends nothing. */
  public boolean isCoinbase() {
    return inputs.size() == 1 && inputs.getFirst().previousOutput().isNull();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Transaction other && serialized.equals(other.serialized);
  }

  @Override
  public int hashCode() {
    return wtxid.hashCode();
  }

  @Override
  public String toString() {
    return txid.toString();
  }
}
