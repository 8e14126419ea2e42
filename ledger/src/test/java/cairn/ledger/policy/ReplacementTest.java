package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.FeeRate;
import cairn.primitives.Txid;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacementTest {
  private static final FeeRate INCREMENT = PolicyOptions.DEFAULT.incrementalRelayFee();
  private static final Txid TXID = new Txid(1, 2, 3, 4);
  private static final Txid OTHER = new Txid(5, 6, 7, 8);

  @Test
  void reachesIntoAHundredClusters() {
    assertThat(replacement(0, false).reachesFew(100)).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ' (including sibling eviction)'"})
  void isRefusedIfItReachesIntoMore(boolean sibling, String particular) {
    assertThat(replacement(0, sibling).reachesFew(101))
        .isEqualTo(
            new Refused(
                RefusalKind.MEMPOOL_POLICY,
                "too many potential replacements" + particular,
                "rejecting replacement " + TXID + "; too many conflicting clusters (101 > 100)"));
  }

  @ParameterizedTest(name = "{0} for {1}")
  @CsvSource({"400011, 400000", "11, 0", "-5, -16"})
  void paysForWhatItReplacesAndForItself(long fee, long replaced) {
    assertThat(replacement(fee, false).paysFor(replaced, INCREMENT)).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ' (including sibling eviction)'"})
  void isRefusedIfItPaysLessThanWhatItReplaces(boolean sibling, String particular) {
    assertThat(replacement(299_999_999, sibling).paysFor(300_000_000, INCREMENT))
        .isEqualTo(
            insufficientFee(particular, "less fees than conflicting txs; 2.99999999 < 3.00"));
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ' (including sibling eviction)'"})
  void isRefusedIfItDoesNotPayForItself(boolean sibling, String particular) {
    assertThat(replacement(400_010, sibling).paysFor(400_000, INCREMENT))
        .isEqualTo(
            insufficientFee(
                particular, "not enough additional fees to relay; 0.0000001 < 0.00000011"));
    assertThat(replacement(400_000, false).paysFor(400_000, INCREMENT))
        .asString()
        .endsWith("; 0.00 < 0.00000011");
  }

  @Test
  void improvesTheMempool() {
    assertThat(Replacement.improvesMempool(true)).isEqualTo(OK);
    assertThat(Replacement.improvesMempool(false))
        .isEqualTo(
            new Refused(
                RefusalKind.RECONSIDERABLE,
                "replacement-failed",
                "insufficient feerate: does not improve feerate diagram"));
  }

  @Test
  void doesNotComeFromWhatItReplaces() {
    var third = new Txid(9, 9, 9, 9);
    assertThat(Replacement.standsWithout(Set.of(OTHER), TXID, List.of(third))).isEqualTo(OK);
    assertThat(Replacement.standsWithout(Set.of(OTHER), TXID, List.of(third, OTHER)))
        .isEqualTo(
            new Refused(
                RefusalKind.CONSENSUS,
                "bad-txns-spends-conflicting-tx",
                TXID + " spends conflicting transaction " + OTHER));
  }

  private static Refused insufficientFee(String particular, String why) {
    return new Refused(
        RefusalKind.RECONSIDERABLE,
        "insufficient fee" + particular,
        "rejecting replacement " + TXID + ", " + why);
  }

  /** Of 101 bytes, which cost 11 satoshis. */
  private static Replacement replacement(long fee, boolean sibling) {
    return new Replacement(TXID, fee, 101, sibling);
  }
}
