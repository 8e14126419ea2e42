package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.ANYONE_WITNESS;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.BuriedHeights;
import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.TestNetworks;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessCommitmentTest {
  private static final OutPoint SOMETHING = new OutPoint(new Txid(1, 2, 3, 4), 0);

  private final ChainBuilder chain = ChainBuilder.regtest().mine(11);

  @Test
  void acceptsWitnessThatTheCoinbaseCommitsTo() {
    assertThat(check(chain, chain.draft(withWitness()).mine())).isEqualTo(OK);
  }

  @Test
  void acceptsNoCommitmentWhereThereIsNoWitness() {
    assertThat(check(chain, chain.draft().withoutCommitment().mine())).isEqualTo(OK);
  }

  @Test
  void rejectsWitnessWithoutCommitment() {
    assertThat(check(chain, chain.draft(withWitness()).withoutCommitment().mine()))
        .hasToString("unexpected-witness, CheckWitnessMalleation : unexpected witness data found");
  }

  @Test
  void rejectsWitnessBeforeSegWitEvenIfTheCoinbaseCommitsToIt() {
    var before = new ChainBuilder(withHeights(1, 1, 100)).mine(11);
    assertThat(check(before, before.draft(withWitness()).mine()))
        .hasToString("unexpected-witness, CheckWitnessMalleation : unexpected witness data found");
  }

  @Test
  void rejectsWitnessOtherThanTheOneCommittedTo() {
    var block = chain.draft(withWitness()).mine();
    var other = new ArrayList<>(block.transactions());
    var input = other.get(1).inputs().getFirst().with(Witness.of(Bytes.of(1, 2, 3)));
    other.set(1, Transaction.of(2, List.of(input), other.get(1).outputs(), 0));
    var verdict = check(chain, Block.of(block.header(), other));
    assertThat(verdict)
        .hasToString(
            "bad-witness-merkle-match,"
                + " CheckWitnessMalleation : witness merkle commitment mismatch");
    assertThat(((Verdict.Invalid) verdict).reason().fault()).isEqualTo(Fault.MUTATED);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {0, 31, 33})
  void rejectsReservedValueOfAnotherSize(int length) {
    assertThat(check(chain, withReserved(Witness.of(Bytes.wrap(new byte[length])))))
        .hasToString(
            "bad-witness-nonce-size,"
                + " CheckWitnessMalleation : invalid witness reserved value size");
  }

  @Test
  void rejectsTwoReservedValuesOrNone() {
    var value = Bytes.wrap(new byte[32]);
    for (var witness : List.of(Witness.of(value, value), Witness.EMPTY)) {
      assertThat(check(chain, withReserved(witness)))
          .hasToString(
              "bad-witness-nonce-size,"
                  + " CheckWitnessMalleation : invalid witness reserved value size");
    }
  }

  @Test
  void rejectsAnotherReservedValueThanWasHashed() {
    var value = new byte[32];
    value[7] = 1;
    assertThat(check(chain, withReserved(Witness.of(Bytes.wrap(value)))))
        .hasToString(
            "bad-witness-merkle-match,"
                + " CheckWitnessMalleation : witness merkle commitment mismatch");
  }

  @Test
  void takesTheLastOfSeveralCommitments() {
    var right = chain.draft().mine().transactions().getFirst().outputs().getLast();
    var wrong =
        new TxOut(
            Amount.ZERO, new Script(WitnessCommitment.HEADER.concat(Bytes.wrap(new byte[32]))));
    assertThat(check(chain, chain.draft().coinbaseOutputs(wrong).mine())).isEqualTo(OK);
    assertThat(check(chain, withOutputs(right, wrong)))
        .hasToString(
            "bad-witness-merkle-match,"
                + " CheckWitnessMalleation : witness merkle commitment mismatch");
  }

  @Test
  void takesACommitmentThatIsFollowedByMore() {
    var right = chain.draft().mine().transactions().getFirst().outputs().getLast();
    var longer =
        new TxOut(Amount.ZERO, new Script(right.scriptPubKey().bytes().concat(Bytes.of(1))));
    assertThat(check(chain, withOutputs(longer))).isEqualTo(OK);
  }

  @Test
  void seesNoCommitmentInAScriptThatIsTooShort() {
    var cut = new Script(WitnessCommitment.HEADER.concat(Bytes.wrap(new byte[31])));
    assertThat(check(chain, withOutputs(new TxOut(Amount.ZERO, cut))))
        .hasToString("unexpected-witness, CheckWitnessMalleation : unexpected witness data found");
  }

  private Block withReserved(Witness witness) {
    return chain
        .draft()
        .editCoinbase(coinbase ->
            Transaction.of(
                2, List.of(coinbase.inputs().getFirst().with(witness)), coinbase.outputs(), 0))
        .mine();
  }

  /** A block whose coinbase has a reserved value in its witness, and these outputs. */
  private Block withOutputs(TxOut... outputs) {
    return chain
        .draft()
        .editCoinbase(coinbase -> Transaction.of(2, coinbase.inputs(), List.of(outputs), 0))
        .mine();
  }

  private static Transaction withWitness() {
    var input = new TxIn(SOMETHING, Script.EMPTY, TxIn.SEQUENCE_FINAL, ANYONE_WITNESS);
    return ChainBuilder.spend(input, anyone(1));
  }

  private static Verdict check(ChainBuilder chain, Block block) {
    var place = new Place(chain.network().consensus(), chain.ledger().tip());
    return BlockInContext.check(new PlacedBlock(block, place));
  }

  private static Network withHeights(int bip34, int csv, int segwit) {
    return TestNetworks.with(Networks.regtest(), new BuriedHeights(bip34, null, 1, 1, csv, segwit));
  }
}
