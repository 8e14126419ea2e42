package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bip125Test {
  @ParameterizedTest
  @CsvSource({"0, true", "0xfffffffd, true", "0xfffffffe, false", "0xffffffff, false"})
  void isSignalledByOneInput(String sequence, boolean signals) {
    var inputs =
        List.of(
            new TxIn(confirmed(1), Script.EMPTY, TxIn.SEQUENCE_FINAL),
            new TxIn(confirmed(2), Script.EMPTY, Long.decode(sequence)));
    assertThat(Bip125.signals(Transaction.of(2, inputs, List.of(), 0))).isEqualTo(signals);
  }
}
