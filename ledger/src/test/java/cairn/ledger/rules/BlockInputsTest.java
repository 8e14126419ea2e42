package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.ANYONE;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.Coin;
import cairn.ledger.TestNetworks;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockInputsTest {
  private static final long COIN = Amount.SATS_PER_COIN;
  private static final long MAX = Amount.MAX.sats();
  private static final OutPoint SOMETHING = new OutPoint(new Txid(1, 2, 3, 4), 0);

  private final FakeAncestor tip = FakeAncestor.genesis(0, 0x207fffff).extend(149, 4, 600);
  private final Place place = new Place(Networks.regtest().consensus(), tip);
  private final BlockInputs inputs = new BlockInputs(place, ScriptFlags.MANDATORY);

  @Test
  void addsUpFeesAndSigOps() {
    var checksig = new TxOut(new Amount(COIN), Script.fromHex("ac"));
    assertThat(inputs.coinbase(coinbase(1))).isEqualTo(OK);
    assertThat(inputs.next(spend(SOMETHING, checksig), coins(coin(COIN + 7)))).isEqualTo(OK);
    assertThat(inputs.next(spend(SOMETHING, checksig), coins(coin(COIN + 5)))).isEqualTo(OK);
    assertThat(inputs.feeSats()).isEqualTo(12);
    assertThat(inputs.sigOpsCost()).isEqualTo(8);
  }

  @Test
  void rejectsInputWhoseCoinIsMissing() {
    var transaction = spend(SOMETHING, anyone(1));
    assertThat(inputs.next(transaction, coins((Coin) null)))
        .hasToString(
            "bad-txns-inputs-missingorspent, CheckTxInputs: inputs missing/spent in transaction "
                + transaction.txid());
  }

  @Test
  void looksForAllCoinsBeforeAnythingElse() {
    var transaction = spendTwo(anyone(1));
    assertThat(inputs.next(transaction, coins(coinbaseCoin(149), null)))
        .hasToString(
            "bad-txns-inputs-missingorspent, CheckTxInputs: inputs missing/spent in transaction "
                + transaction.txid());
  }

  @Test
  void acceptsCoinbaseThatIsAHundredBlocksDeep() {
    assertThat(inputs.next(spend(SOMETHING, anyone(1)), coins(coinbaseCoin(50)))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 149, 150})
  void rejectsCoinbaseThatIsYounger(int height) {
    var transaction = spend(SOMETHING, anyone(1));
    assertThat(inputs.next(transaction, coins(coinbaseCoin(height))))
        .hasToString(
            "bad-txns-premature-spend-of-coinbase, tried to spend coinbase at depth %d"
                    .formatted(150 - height)
                + " in transaction "
                + transaction.txid());
  }

  @Test
  void acceptsOtherCoinFromTheSameBlock() {
    var coin = new Coin(anyone(COIN), 150, false);
    assertThat(inputs.next(spend(SOMETHING, anyone(1)), coins(coin))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 21_000_000 * COIN + 1})
  void rejectsCoinThatIsOutOfRange(long sats) {
    var transaction = spend(SOMETHING, anyone(1));
    assertThat(inputs.next(transaction, coins(coin(sats))))
        .hasToString("bad-txns-inputvalues-outofrange,  in transaction " + transaction.txid());
  }

  @Test
  void rejectsCoinsThatTogetherAreOutOfRange() {
    var transaction = spendTwo(anyone(1));
    assertThat(inputs.next(transaction, coins(coin(MAX), coin(1))))
        .hasToString("bad-txns-inputvalues-outofrange,  in transaction " + transaction.txid());
  }

  @Test
  void rejectsOutputsThatHoldMoreThanTheInputs() {
    var transaction = spend(SOMETHING, anyone(150_000_001), anyone(1));
    assertThat(inputs.next(transaction, coins(coin(COIN))))
        .hasToString(
            "bad-txns-in-belowout, value in (1.00) < value out (1.50000002) in transaction "
                + transaction.txid());
  }

  @Test
  void acceptsTransactionThatPaysNoFee() {
    assertThat(inputs.next(spend(SOMETHING, anyone(COIN)), coins(coin(COIN)))).isEqualTo(OK);
    assertThat(inputs.feeSats()).isZero();
  }

  @Test
  void rejectsFeesThatTogetherAreOutOfRange() {
    var transaction = spend(SOMETHING, anyone(0));
    assertThat(inputs.next(transaction, coins(coin(MAX)))).isEqualTo(OK);
    assertThat(inputs.next(transaction, coins(coin(1))))
        .hasToString(
            "bad-txns-accumulated-fee-outofrange, accumulated fee in the block out of range");
  }

  @Test
  void rejectsRelativeLockTimeThatIsNotOver() {
    var transaction = spend(new TxIn(SOMETHING, Script.EMPTY, 10), anyone(1));
    assertThat(inputs.next(transaction, coins(new Coin(anyone(2), 140, false)))).isEqualTo(OK);
    assertThat(inputs.next(transaction, coins(new Coin(anyone(2), 141, false))))
        .hasToString(
            "bad-txns-nonfinal, contains a non-BIP68-final transaction " + transaction.txid());
  }

  @Test
  void knowsNoRelativeLockTimesBeforeBip68() {
    var network = TestNetworks.with(Networks.regtest(), TestNetworks.all(151));
    var before = new BlockInputs(new Place(network.consensus(), tip), ScriptFlags.MANDATORY);
    var transaction = spend(new TxIn(SOMETHING, Script.EMPTY, 10), anyone(1));
    assertThat(before.next(transaction, coins(new Coin(anyone(2), 149, false)))).isEqualTo(OK);
  }

  @Test
  void acceptsSigOpsThatCost80_000() {
    assertThat(inputs.coinbase(coinbase(1))).isEqualTo(OK);
    assertThat(inputs.next(spend(SOMETHING, checks(20_000)), coins(coin(1)))).isEqualTo(OK);
    assertThat(inputs.sigOpsCost()).isEqualTo(80_000);
  }

  @Test
  void rejectsOneMoreInAWitness() {
    var keyHash = Script.fromHex("0014" + "00".repeat(20));
    assertThat(inputs.next(spend(SOMETHING, checks(20_000)), coins(coin(1)))).isEqualTo(OK);
    assertThat(
            inputs.next(
                spend(SOMETHING, anyone(1)),
                coins(new Coin(new TxOut(new Amount(1), keyHash), 1, false))))
        .hasToString("bad-blk-sigops, too many sigops");
  }

  @Test
  void countsTheSigOpsOfTheCoinbase() {
    var coinbase = Transaction.of(2, coinbase(1).inputs(), List.of(checks(20_001)), 0);
    assertThat(inputs.coinbase(coinbase)).hasToString("bad-blk-sigops, too many sigops");
  }

  @Test
  void acceptsCoinbaseThatClaimsSubsidyAndFees() {
    assertThat(inputs.next(spend(SOMETHING, anyone(5)), coins(coin(12)))).isEqualTo(OK);
    assertThat(inputs.coinbaseAmount(coinbase(25 * COIN + 7))).isEqualTo(OK);
    assertThat(inputs.coinbaseAmount(coinbase(0))).isEqualTo(OK);
  }

  @Test
  void rejectsCoinbaseThatClaimsMore() {
    assertThat(inputs.next(spend(SOMETHING, anyone(5)), coins(coin(12)))).isEqualTo(OK);
    assertThat(inputs.coinbaseAmount(coinbase(25 * COIN + 8)))
        .hasToString(
            "bad-cb-amount, coinbase pays too much (actual=2500000008 vs limit=2500000007)");
  }

  @Test
  void rejectsOutputThatTheBlockHasSpentAlready() {
    var chain = ChainBuilder.regtest().mine(101);
    var first = spend(chain.coinbase(1), anyone(1));
    var second = spend(chain.coinbase(1), anyone(2));
    assertThat(chain.ledger().offer(chain.draft(first, second).mine()))
        .hasToString(
            "bad-txns-inputs-missingorspent, CheckTxInputs: inputs missing/spent in transaction "
                + second.txid());
  }

  @Test
  void rejectsOutputThatComesLaterInTheBlock() {
    var chain = ChainBuilder.regtest().mine(101);
    var parent = spend(chain.coinbase(1), anyone(50 * COIN));
    var child = spend(new OutPoint(parent.txid(), 0), anyone(50 * COIN));
    assertThat(chain.ledger().offer(chain.draft(child, parent).mine()))
        .hasToString(
            "bad-txns-inputs-missingorspent, CheckTxInputs: inputs missing/spent in transaction "
                + child.txid());
    assertThat(chain.ledger().offer(chain.draft(parent, child).nonce(9).mine())).isEqualTo(OK);
  }

  @Test
  void wordsAScriptFailureAsCoreDoes() {
    var transaction = spend(SOMETHING, anyone(1));
    assertThat(BlockInputs.scriptFailure(transaction, 0, ScriptError.CLEANSTACK))
        .hasToString(
            "block-script-verify-flag-failed (Stack size must be exactly one after execution),"
                + " input 0 of %s (wtxid %s), spending %s:0"
                    .formatted(transaction.txid(), transaction.wtxid(), SOMETHING.txid()));
  }

  private static Transaction spendTwo(TxOut output) {
    var inputs = new ArrayList<TxIn>();
    for (int i = 0; i < 2; i++) {
      inputs.add(new TxIn(new OutPoint(SOMETHING.txid(), i), Script.EMPTY, 0xffffffffL));
    }
    return Transaction.of(2, inputs, List.of(output), 0);
  }

  private static Transaction coinbase(long sats) {
    var script = new ScriptBuilder().number(150).build();
    return Transaction.of(
        2, List.of(new TxIn(OutPoint.NULL, script, 0xffffffffL)), List.of(anyone(sats)), 0);
  }

  private static TxOut checks(int count) {
    return new TxOut(Amount.ZERO, Script.fromHex("ac".repeat(count)));
  }

  private static Coin coin(long sats) {
    return new Coin(anyone(sats), 1, false);
  }

  private static Coin coinbaseCoin(int height) {
    return new Coin(new TxOut(new Amount(50 * COIN), ANYONE), height, true);
  }

  private static List<@Nullable Coin> coins(@Nullable Coin... coins) {
    return Arrays.asList(coins);
  }
}
