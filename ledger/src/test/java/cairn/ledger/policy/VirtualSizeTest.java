package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.bytes;
import static cairn.ledger.policy.Drafts.input;
import static cairn.ledger.policy.Drafts.output;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualSizeTest {
  @ParameterizedTest(name = "weight {1}: {2}")
  @CsvSource({"1, 333, 84", "2, 334, 84", "3, 335, 84", "4, 336, 84", "5, 337, 85"})
  void isAQuarterOfTheWeightRoundedUp(int witnessLength, int weight, int size) {
    var transaction = withWitness(witnessLength);
    assertThat(transaction.weight()).isEqualTo(weight);
    assertThat(VirtualSize.of(transaction, 0, 20)).isEqualTo(size);
    assertThat(VirtualSize.adjustedWeight(transaction, 0, 20)).isEqualTo(weight);
  }

  @ParameterizedTest(name = "{0} of {1} bytes each: {2}")
  @CsvSource({
    "16, 20, 334",
    "17, 20, 340",
    "80, 20, 1600",
    "80, 0, 334",
    "80000, 1000000, 80000000000"
  })
  void isWhatSignatureOperationsCountForIfThatIsMore(long cost, int bytesPerSigOp, long weight) {
    assertThat(VirtualSize.adjustedWeight(withWitness(2), cost, bytesPerSigOp)).isEqualTo(weight);
    assertThat(VirtualSize.of(withWitness(2), cost, bytesPerSigOp)).isEqualTo((weight + 3) / 4);
  }

  @Test
  void countsTwentyBytesForASignatureOperationByDefault() {
    assertThat(PolicyOptions.DEFAULT.bytesPerSigOp()).isEqualTo(20);
  }

  /** 82 bytes, and a witness of 5 and its one item. */
  private static Transaction withWitness(int length) {
    var input = input(Script.EMPTY, Witness.of(bytes(length)));
    return Transaction.of(2, List.of(input), List.of(output(1, P2WPKH)), 0);
  }
}
