package cairn.primitives.sighash;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A transaction with the outputs that it spends, and the hashes of its parts that the signatures of
 * all its inputs have in common.
 *
 * <p>Each hash is computed once, when a signature first needs it. Thread-safe: the inputs of a
 * transaction may be verified on several threads.
 */
public final class SpendingTransaction {
  private final Transaction transaction;
  private final List<TxOut> spentOutputs;
  private final Lazy<PartHashes> parts = new Lazy<>(this::hashParts);
  private final Lazy<PartHashes> doubledParts = new Lazy<>(() -> parts.get().hashedAgain());
  private final Lazy<SpentHashes> spent = new Lazy<>(this::hashSpentOutputs);
  private final Lazy<Bytes> blanked = new Lazy<>(this::blank);

  /** SHA-256 of all outpoints, of all sequences, and of all outputs. */
  record PartHashes(Bytes previousOutputs, Bytes sequences, Bytes outputs) {
    PartHashes hashedAgain() {
      return new PartHashes(
          Sha256.hash(previousOutputs), Sha256.hash(sequences), Sha256.hash(outputs));
    }
  }

  /** SHA-256 of the amounts, and of the scripts, of all outputs spent. */
  record SpentHashes(Bytes amounts, Bytes scriptPubKeys) {}

  /**
   * @param spentOutputs one for each input, in their order. A legacy hash looks at none of them, a
   *     BIP 143 hash at its own input's, a BIP 341 hash at all
   * @throws IllegalArgumentException if there are more or fewer than inputs
   */
  public SpendingTransaction(Transaction transaction, List<TxOut> spentOutputs) {
    if (spentOutputs.size() != transaction.inputs().size()) {
      throw new IllegalArgumentException(
          transaction.inputs().size() + " inputs cannot spend " + spentOutputs.size() + " outputs");
    }
    this.transaction = transaction;
    this.spentOutputs = List.copyOf(spentOutputs);
  }

  public Transaction transaction() {
    return transaction;
  }

  /** One for each input, in their order. */
  public List<TxOut> spentOutputs() {
    return spentOutputs;
  }

  /** For BIP 341: each part hashed once. */
  PartHashes parts() {
    return parts.get();
  }

  /** For BIP 143: each part hashed twice. */
  PartHashes doubledParts() {
    return doubledParts.get();
  }

  /** For BIP 341: the outputs spent, hashed once. */
  SpentHashes spent() {
    return spent.get();
  }

  /** For legacy hashes: the transaction with all its scriptSigs and witnesses empty. */
  Bytes blanked() {
    return blanked.get();
  }

  private PartHashes hashParts() {
    var inputs = transaction.inputs();
    return new PartHashes(
        hashAll(inputs, OutPoint.LENGTH, (input, out) -> input.previousOutput().write(out)),
        hashAll(inputs, 4, (input, out) -> out.uint32(input.sequence())),
        hashAll(transaction.outputs(), 43, TxOut::write));
  }

  private SpentHashes hashSpentOutputs() {
    return new SpentHashes(
        hashAll(spentOutputs, 8, (output, out) -> out.int64(output.value().sats())),
        hashAll(spentOutputs, 35, (output, out) -> out.sizedBytes(output.scriptPubKey().bytes())));
  }

  private Bytes blank() {
    var inputs = transaction.inputs();
    var outputs = transaction.outputs();
    var out = new ByteWriter(transaction.strippedSize());
    out.int32(transaction.version()).compactSize(inputs.size());
    for (var input : inputs) {
      input.previousOutput().write(out);
      out.compactSize(0).uint32(input.sequence());
    }
    out.compactSize(outputs.size());
    for (var output : outputs) {
      output.write(out);
    }
    return out.uint32(transaction.lockTime()).toBytes();
  }

  /** SHA-256 of what {@code write} makes of all elements, about {@code length} bytes each. */
  private static <T> Bytes hashAll(List<T> all, int length, BiConsumer<T, ByteWriter> write) {
    var out = new ByteWriter(length * all.size());
    for (var element : all) {
      write.accept(element, out);
    }
    return new Sha256().update(out).finish();
  }
}
