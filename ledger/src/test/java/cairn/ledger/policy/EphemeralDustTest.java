package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.child;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.outPoint;
import static cairn.ledger.policy.Drafts.output;
import static cairn.ledger.policy.Drafts.paying;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.EphemeralDust.Unspent;
import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EphemeralDustTest {
  private static final FeeRate RATE = PolicyOptions.DEFAULT.dustRelayFee();
  private static final int DUST = 1;

  private final Transaction dusty = dusty(confirmed(1));
  private final Transaction alsoDusty = dusty(confirmed(2));
  private final Transaction sweep = child(2, outPoint(dusty, DUST));
  private final Transaction leave = child(2, outPoint(dusty, 0));

  @ParameterizedTest
  @CsvSource({"0, 0, true", "1, 0, false", "0, 1, false", "0, -1, false", "1, 1, false"})
  void transactionWithDustPaysNothing(long fee, long modifiedFee, boolean accepted) {
    assertThat(EphemeralDust.paysNothing(dusty, RATE, fee, modifiedFee))
        .isEqualTo(
            accepted
                ? OK
                : new Refused(
                    RefusalKind.NOT_STANDARD, "dust", "tx with dust output must be 0-fee"));
  }

  @Test
  void transactionWithoutDustMayPay() {
    var clean = paying(output(294, P2WPKH));
    assertThat(EphemeralDust.paysNothing(clean, RATE, 1, 1)).isEqualTo(OK);
    assertThat(EphemeralDust.paysNothing(dusty, FeeRate.ZERO, 1, 1)).isEqualTo(OK);
  }

  @Test
  void dustMayBeThereAsLongAsNothingIsSpent() {
    assertThat(firstUnspent(dusty)).isEmpty();
    assertThat(firstUnspent(dusty, alsoDusty, sweep)).isEmpty();
  }

  @Test
  void whateverSpendsFromATransactionSpendsItsDust() {
    assertThat(firstUnspent(dusty, sweep)).isEmpty();
    assertThat(firstUnspent(dusty, leave))
        .contains(
            new Unspent(
                leave,
                new Refused(
                    RefusalKind.MEMPOOL_POLICY,
                    "missing-ephemeral-spends",
                    "tx %s (wtxid=%s) did not spend parent's ephemeral dust"
                        .formatted(leave.txid(), leave.wtxid()))));
  }

  @Test
  void isNotDoneBySomethingElseOfThePackage() {
    assertThat(culprit(firstUnspent(dusty, leave, sweep))).isEqualTo(leave);
    assertThat(culprit(firstUnspent(dusty, sweep, leave))).isEqualTo(leave);
  }

  @Test
  void asksForTheDustOfEveryParent() {
    var half = child(2, outPoint(dusty, DUST), outPoint(alsoDusty, 0));
    assertThat(culprit(firstUnspent(dusty, alsoDusty, half))).isEqualTo(half);
    var both = child(2, outPoint(dusty, DUST), outPoint(alsoDusty, DUST));
    assertThat(firstUnspent(dusty, alsoDusty, both)).isEmpty();
    var all =
        child(
            2,
            Stream.of(dusty, alsoDusty)
                .flatMap(parent -> Stream.of(0, 1, 2).map(i -> outPoint(parent, i)))
                .toArray(OutPoint[]::new));
    assertThat(firstUnspent(dusty, alsoDusty, all)).isEmpty();
  }

  @Test
  void looksAtParentsAlone() {
    var between = dusty(outPoint(dusty, DUST));
    var last = child(2, outPoint(between, DUST));
    assertThat(firstUnspent(dusty, between, last)).isEmpty();
    assertThat(culprit(firstUnspent(dusty, between, child(2, outPoint(between, 2)))))
        .isEqualTo(child(2, outPoint(between, 2)));
  }

  @Test
  void knowsParentsInTheMempool() {
    assertThat(culprit(firstUnspent(List.of(leave), dusty))).isEqualTo(leave);
    assertThat(firstUnspent(List.of(sweep), dusty)).isEmpty();
    assertThat(firstUnspent(List.of(leave), alsoDusty)).isEmpty();
    var half = child(2, outPoint(dusty, DUST), outPoint(alsoDusty, 0));
    assertThat(culprit(firstUnspent(List.of(alsoDusty, half), dusty))).isEqualTo(half);
  }

  @Test
  void dependsOnTheRate() {
    assertThat(EphemeralDust.firstUnspent(List.of(dusty, leave), FeeRate.ZERO, _ -> null))
        .isEmpty();
  }

  private static Optional<Unspent> firstUnspent(Transaction... transactions) {
    return firstUnspent(List.of(transactions), paying());
  }

  private static Optional<Unspent> firstUnspent(
      List<Transaction> transactions, Transaction inMempool) {
    return EphemeralDust.firstUnspent(
        transactions, RATE, txid -> txid.equals(inMempool.txid()) ? inMempool : null);
  }

  private static Transaction culprit(Optional<Unspent> unspent) {
    return unspent.orElseThrow().child();
  }

  /** Three outputs, of which the second holds nothing. */
  private static Transaction dusty(OutPoint spent) {
    var input = new TxIn(spent, Script.EMPTY, TxIn.SEQUENCE_FINAL);
    return Transaction.of(
        2,
        List.of(input),
        List.of(output(10_000, P2WPKH), output(0, P2WPKH), output(10_000, P2WPKH)),
        0);
  }
}
