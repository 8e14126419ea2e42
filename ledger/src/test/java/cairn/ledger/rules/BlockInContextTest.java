package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.BuriedHeights;
import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.BlockDraft;
import cairn.ledger.ChainBuilder;
import cairn.ledger.TestNetworks;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockInContextTest {
  private static final OutPoint SOMETHING = new OutPoint(new Txid(1, 2, 3, 4), 0);

  private final ChainBuilder chain = ChainBuilder.regtest().mine(11);

  @Test
  void acceptsBlockThatHasOnlyItsCoinbase() {
    assertThat(check(chain, chain.draft().mine())).isEqualTo(OK);
  }

  @Test
  void acceptsLockTimeAtTheHeightBefore() {
    assertThat(check(chain, chain.draft(locked(11)).mine())).isEqualTo(OK);
  }

  @Test
  void rejectsLockTimeAtTheBlocksOwnHeight() {
    assertThat(check(chain, chain.draft(locked(12)).mine()))
        .hasToString("bad-txns-nonfinal, non-final transaction");
  }

  @Test
  void comparesLockTimesWithTheMedianTimePast() {
    long median = chain.entry(11).medianTimePast();
    assertThat(check(chain, chain.draft(locked(median - 1)).mine())).isEqualTo(OK);
    assertThat(check(chain, chain.draft(locked(median)).mine()))
        .hasToString("bad-txns-nonfinal, non-final transaction");
  }

  @Test
  void comparesLockTimesWithTheBlocksOwnTimeBeforeBip113() {
    var before = new ChainBuilder(withHeights(1, 100, 1)).mine(11);
    long time = before.tip().header().time() + 600;
    assertThat(check(before, before.draft(locked(time - 1)).mine())).isEqualTo(OK);
    assertThat(check(before, before.draft(locked(time)).mine()))
        .hasToString("bad-txns-nonfinal, non-final transaction");
  }

  @Test
  void rejectsCoinbaseWhoseLockTimeHasNotPassed() {
    var block =
        chain
            .draft()
            .editCoinbase(coinbase ->
                Transaction.of(
                    2,
                    List.of(
                        new TxIn(
                            OutPoint.NULL,
                            coinbase.inputs().getFirst().scriptSig(),
                            0,
                            coinbase.inputs().getFirst().witness())),
                    coinbase.outputs(),
                    12))
            .mine();
    assertThat(check(chain, block)).hasToString("bad-txns-nonfinal, non-final transaction");
  }

  private static Transaction locked(long lockTime) {
    return Transaction.of(
        2, List.of(new TxIn(SOMETHING, Script.EMPTY, 0)), List.of(anyone(1)), lockTime);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5c", "5c00", "5c5c5c"})
  void acceptsCoinbaseScriptThatBeginsWithTheHeight(String script) {
    assertThat(check(chain, withCoinbaseScript(chain, script))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "5b00", "5d00", "010c", "00" + "5c", "4c010c"})
  void rejectsAnyOtherCoinbaseScript(String script) {
    assertThat(check(chain, withCoinbaseScript(chain, script)))
        .hasToString("bad-cb-height, block height mismatch in coinbase");
  }

  @ParameterizedTest(name = "block {0}: {1}")
  @CsvSource({
    "1, 51",
    "16, 60",
    "17, 0111",
    "127, 017f",
    "128, 028000",
    "255, 02ff00",
    "256, 020001"
  })
  void writesHeightsAsScriptNumbers(int height, String script) {
    var tall = ChainBuilder.regtest().mine(height - 1);
    assertThat(check(tall, withCoinbaseScript(tall, script + "0000"))).isEqualTo(OK);
  }

  @Test
  void asksForNoHeightBeforeBip34() {
    var before = new ChainBuilder(withHeights(100, 1, 1)).mine(11);
    assertThat(check(before, withCoinbaseScript(before, "0000"))).isEqualTo(OK);
  }

  private static Block withCoinbaseScript(ChainBuilder chain, String hex) {
    return chain.draft().coinbaseScript(Script.fromHex(hex)).mine();
  }

  @Test
  void acceptsWeightOfFourMillion() {
    assertThat(check(chain, ofWeight(4_000_000))).isEqualTo(OK);
  }

  @Test
  void rejectsWeightOfOneMore() {
    assertThat(check(chain, ofWeight(4_000_001)))
        .hasToString("bad-blk-weight, ContextualCheckBlock : weight limit failed");
  }

  @Test
  void holdsNoWeightAgainstABlockWhoseWitnessMayHaveBeenReplaced() {
    var block = ofWeight(4_000_001);
    var other = new ArrayList<>(block.transactions());
    var coinbase = other.getFirst();
    var heavy = Witness.of(Bytes.wrap(new byte[32]), Bytes.wrap(new byte[32]));
    other.set(
        0,
        Transaction.of(
            2, List.of(coinbase.inputs().getFirst().with(heavy)), coinbase.outputs(), 0));
    assertThat(check(chain, Block.of(block.header(), other)))
        .hasToString(
            "bad-witness-nonce-size,"
                + " CheckWitnessMalleation : invalid witness reserved value size");
  }

  private Block ofWeight(int weight) {
    int rest = weight - draftOf(0).mine().weight();
    var block = draftOf(rest - 4).mine(); // the length takes four bytes more
    assertThat(block.weight()).isEqualTo(weight);
    return block;
  }

  private BlockDraft draftOf(int witnessLength) {
    var witness = Witness.of(Bytes.wrap(new byte[witnessLength]));
    return chain.draft(
        ChainBuilder.spend(new TxIn(SOMETHING, Script.EMPTY, 0, witness), anyone(1)));
  }

  private static Verdict check(ChainBuilder chain, Block block) {
    var place = new Place(chain.network().consensus(), chain.ledger().tip());
    return BlockInContext.check(new PlacedBlock(block, place));
  }

  private static Network withHeights(int bip34, int csv, int segwit) {
    return TestNetworks.with(Networks.regtest(), new BuriedHeights(bip34, null, 1, 1, csv, segwit));
  }
}
