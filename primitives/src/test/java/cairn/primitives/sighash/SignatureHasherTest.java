package cairn.primitives.sighash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureHasherTest {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void hashesAsItsPlainTwinDoes(long seed) {
    var source = new RandomTransactions(seed);
    var spending = source.next();
    var transaction = spending.transaction();
    int input = source.random.nextInt(transaction.inputs().size());
    var hasher = new SignatureHasher(spending, input);
    var scripts = List.of(source.script(), source.script());

    // One hasher for many signatures, so that what it has kept is used again.
    for (int i = 0; i < 64; i++) {
      var type = anyType(source);
      var script = scripts.get(source.random.nextInt(2));
      var context = anyContext(source);
      assertThat(hasher.legacy(script, type))
          .isEqualTo(PlainSignatureHashes.legacy(transaction, input, script, type));
      assertThat(hasher.segwit(script, type))
          .isEqualTo(PlainSignatureHashes.segwit(spending, input, script, type));
      assertThat(hasher.taproot(type, context))
          .isEqualTo(PlainSignatureHashes.taproot(spending, input, type, context));
    }
  }

  @Test
  void refusesAnotherNumberOfOutputsThanOfInputs() {
    var transaction = new RandomTransactions(0).withInputsAndOutputs(2, 2);

    assertThatThrownBy(() -> new SpendingTransaction(transaction, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Half of them a byte that scripts do use, the others any number. */
  private static HashType anyType(RandomTransactions source) {
    int bits = source.random.nextInt();
    return new HashType(source.random.nextBoolean() ? bits & 0x83 : bits);
  }

  private static TaprootContext anyContext(RandomTransactions source) {
    Bytes annexHash = source.random.nextBoolean() ? source.bytes(32) : null;
    return source.random.nextBoolean()
        ? new TaprootContext(annexHash, source.bytes(32), source.random.nextInt(-1, 100))
        : TaprootContext.keyPath(annexHash);
  }
}
