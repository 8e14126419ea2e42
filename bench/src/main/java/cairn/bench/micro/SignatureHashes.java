package cairn.bench.micro;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one input's signature signs, of a transaction with two inputs and two outputs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureHashes {
  private static final Script CODE =
      Script.fromHex("76a914000102030405060708090a0b0c0d0e0f1011121388ac");

  private final Transaction transaction = transaction();
  private final Bytes bytes = transaction.serialized();

  @Benchmark
  public Bytes hashTransaction() {
    return Sha256.doubleHash(bytes);
  }

  @Benchmark
  public Bytes legacy() {
    return hasher().legacy(CODE, HashType.ALL);
  }

  @Benchmark
  public Bytes segwit() {
    return hasher().segwit(CODE, HashType.ALL);
  }

  @Benchmark
  public @Nullable Bytes taproot() {
    return hasher().taproot(HashType.DEFAULT, TaprootContext.KEY_PATH);
  }

  private SignatureHasher hasher() {
    var spent = new TxOut(new Amount(1), CODE);
    return new SignatureHasher(
        new SpendingTransaction(transaction, Collections.nCopies(2, spent)), 0);
  }

  private static Transaction transaction() {
    var input = new TxIn(new OutPoint(new Txid(1, 2, 3, 4), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL);
    var output = new TxOut(new Amount(1), CODE);
    return Transaction.of(2, Collections.nCopies(2, input), Collections.nCopies(2, output), 0);
  }
}
