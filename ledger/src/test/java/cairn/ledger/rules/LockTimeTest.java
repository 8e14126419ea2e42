package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Txid;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTimeTest {
  private static final long FINAL = TxIn.SEQUENCE_FINAL;

  @ParameterizedTest(name = "lock time {0} in block {1} at {2}: {3}")
  @CsvSource({
    "0, 0, 0, true",
    "99, 100, 0, true",
    "100, 100, 2000000000, false",
    "499999999, 2000, 2000000000, false",
    "500000000, 2000000000, 500000000, false",
    "500000000, 0, 500000001, true",
    "4294967295, 0, 4294967295, false",
    "4294967295, 0, 4294967296, true"
  })
  void passesWhenHeightOrTimeIsGreater(long lockTime, int height, long time, boolean passed) {
    assertThat(LockTime.hasPassed(transaction(lockTime, 0), height, time)).isEqualTo(passed);
  }

  @Test
  void doesNotCountIfEveryInputSaysSo() {
    assertThat(LockTime.hasPassed(transaction(1000, FINAL, FINAL), 1, 0)).isTrue();
    assertThat(LockTime.hasPassed(transaction(1000, FINAL, FINAL - 1), 1, 0)).isFalse();
  }

  private static Transaction transaction(long lockTime, long... sequences) {
    var inputs =
        LongStream.of(sequences)
            .mapToObj(s -> new TxIn(new OutPoint(Txid.ZERO, s), Script.EMPTY, s))
            .toList();
    return Transaction.of(2, inputs, List.of(anyone(0)), lockTime);
  }
}
