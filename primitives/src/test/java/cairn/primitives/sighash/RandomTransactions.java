package cairn.primitives.sighash;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Opcode;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/** Transactions of random content and small random shape, the same ones for the same seed. */
final class RandomTransactions {
  final RandomGenerator random;

  RandomTransactions(long seed) {
    random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
  }

  /** A hasher that needs nothing of the outputs spent. */
  static SignatureHasher hasher(Transaction transaction, int input) {
    var unknown = new TxOut(Amount.ZERO, Script.EMPTY);
    var spent = Collections.nCopies(transaction.inputs().size(), unknown);
    return new SignatureHasher(new SpendingTransaction(transaction, spent), input);
  }

  SpendingTransaction next() {
    int inputs = random.nextInt(1, 5);
    var transaction = withInputsAndOutputs(inputs, random.nextInt(1, 5));
    return new SpendingTransaction(transaction, outputs(inputs));
  }

  Transaction withInputsAndOutputs(int inputs, int outputs) {
    return Transaction.of(
        random.nextInt(),
        IntStream.range(0, inputs).mapToObj(_ -> input()).toList(),
        outputs(outputs),
        sequence());
  }

  /** Any bytes, of opcodes that push and that separate code, and of others. */
  Script script() {
    var builder = new ScriptBuilder();
    for (int left = random.nextInt(10); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> builder.op(Opcode.OP_CODESEPARATOR);
        case 1 -> builder.push(bytes(random.nextInt(80)));
        case 2 -> builder.number(random.nextInt(-1, 300));
        default -> builder.op(random.nextInt(Opcode.OP_NOP, 256));
      }
    }
    return builder.build();
  }

  Bytes bytes(int length) {
    var array = new byte[length];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  private TxIn input() {
    var txid = Txid.fromWire(bytes(32).toArray(), 0);
    return new TxIn(new OutPoint(txid, random.nextInt(4)), script(), sequence());
  }

  private List<TxOut> outputs(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> new TxOut(new Amount(random.nextLong()), script()))
        .toList();
  }

  private long sequence() {
    return random.nextBoolean() ? TxIn.SEQUENCE_FINAL : Integer.toUnsignedLong(random.nextInt());
  }
}
