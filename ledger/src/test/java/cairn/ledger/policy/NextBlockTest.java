package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.output;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.rules.FakeAncestor;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Spend;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextBlockTest {
  private static final long TIME = 1_600_000_000;

  /** After blocks up to height 100, of which the last 11 are of a time around {@code TIME}. */
  private static final Place PLACE =
      new Place(
          Networks.regtest().consensus(),
          FakeAncestor.genesis(TIME - 95 * 600, 1).extend(100, 4, 600));

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "100, true",
    "101, false",
    "499999999, false",
    "500000000, true",
    "1599999999, true",
    "1600000000, false"
  })
  void wantsLockTimesThatAreOver(long lockTime, boolean over) {
    assertThat(NextBlock.lockTime(locked(lockTime, 0), PLACE))
        .isEqualTo(over ? OK : new Refused(RefusalKind.PREMATURE_SPEND, "non-final", ""));
  }

  @Test
  void ignoresLockTimeWhereEveryInputIsFinal() {
    assertThat(NextBlock.lockTime(locked(101, TxIn.SEQUENCE_FINAL), PLACE)).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({
    "91, 10, true",
    "91, 11, false",
    "101, 0, true", // not in a block yet
    "101, 1, false",
    "101, 0x400000, true",
    "101, 0x400001, false",
    "101, 0x80000001, true"
  })
  void wantsRelativeLockTimesThatAreOver(int height, String sequence, boolean over) {
    var coin = new Coin(output(20_000, P2WPKH), height, false);
    var spend =
        new Spend(locked(0, Long.decode(sequence)), List.of(coin), PLACE, ScriptFlags.STANDARD);
    assertThat(NextBlock.relativeLockTimes(spend))
        .isEqualTo(over ? OK : new Refused(RefusalKind.PREMATURE_SPEND, "non-BIP68-final", ""));
  }

  private static Transaction locked(long lockTime, long sequence) {
    var input = new TxIn(confirmed(1), Script.EMPTY, sequence);
    return Transaction.of(2, List.of(input), List.of(output(10_000, P2WPKH)), lockTime);
  }
}
