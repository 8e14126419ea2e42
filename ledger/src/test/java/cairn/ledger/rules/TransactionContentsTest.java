package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionContentsTest {
  private static final long MAX = 21_000_000 * Amount.SATS_PER_COIN;
  private static final TxIn INPUT = input(1, 0);

  @Test
  void acceptsAnInputAndAnOutput() {
    assertThat(check(List.of(INPUT), List.of(anyone(0)))).isEqualTo(OK);
  }

  @Test
  void rejectsTransactionWithoutInputs() {
    assertThat(check(List.of(), List.of(anyone(1)))).hasToString("bad-txns-vin-empty");
  }

  @Test
  void rejectsTransactionWithoutOutputs() {
    assertThat(check(List.of(INPUT), List.of())).hasToString("bad-txns-vout-empty");
  }

  @Test
  void acceptsAsManyBytesAsABlockMayHave() {
    assertThat(TransactionContents.check(ofSize(1_000_000, Witness.EMPTY))).isEqualTo(OK);
  }

  @Test
  void rejectsTransactionThatFitsIntoNoBlock() {
    assertThat(TransactionContents.check(ofSize(1_000_001, Witness.EMPTY)))
        .hasToString("bad-txns-oversize");
  }

  @Test
  void doesNotCountTheWitnessToItsSize() {
    var witness = Witness.of(Bytes.wrap(new byte[100_000]));
    assertThat(TransactionContents.check(ofSize(1_000_000, witness))).isEqualTo(OK);
  }

  @Test
  void acceptsAllTheMoneyThereCanBe() {
    assertThat(check(List.of(INPUT), List.of(anyone(MAX)))).isEqualTo(OK);
    assertThat(check(List.of(INPUT), List.of(anyone(MAX - 1), anyone(1)))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void rejectsNegativeOutput(long sats) {
    assertThat(check(List.of(INPUT), List.of(anyone(1), anyone(sats))))
        .hasToString("bad-txns-vout-negative");
  }

  @ParameterizedTest
  @ValueSource(longs = {MAX + 1, Long.MAX_VALUE})
  void rejectsOutputOfMoreMoneyThanThereCanBe(long sats) {
    assertThat(check(List.of(INPUT), List.of(anyone(sats)))).hasToString("bad-txns-vout-toolarge");
  }

  @Test
  void rejectsOutputsThatTogetherHoldMoreThanThereCanBe() {
    assertThat(check(List.of(INPUT), List.of(anyone(MAX), anyone(1))))
        .hasToString("bad-txns-txouttotal-toolarge");
  }

  @Test
  void stopsAddingAtTheFirstSumThatIsTooLarge() {
    assertThat(check(List.of(INPUT), List.of(anyone(MAX), anyone(1), anyone(-1))))
        .hasToString("bad-txns-txouttotal-toolarge");
    assertThat(check(List.of(INPUT), List.of(anyone(MAX), anyone(-1), anyone(2))))
        .hasToString("bad-txns-vout-negative");
  }

  @Test
  void rejectsInputThatIsSpentTwice() {
    assertThat(check(List.of(INPUT, INPUT), List.of(anyone(1))))
        .hasToString("bad-txns-inputs-duplicate");
    assertThat(check(List.of(INPUT, input(2, 0), input(1, 1), INPUT), List.of(anyone(1))))
        .hasToString("bad-txns-inputs-duplicate");
  }

  @Test
  void rejectsInputThatIsSpentTwiceWithDifferentSequences() {
    var again = new TxIn(INPUT.previousOutput(), Script.fromHex("51"), 0);
    assertThat(check(List.of(INPUT, again), List.of(anyone(1))))
        .hasToString("bad-txns-inputs-duplicate");
  }

  @Test
  void tellsInputsApartByEveryPartOfTheirOutPoint() {
    var inputs =
        IntStream.range(0, 5)
            .mapToObj(i -> new Txid(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0, i == 3 ? 1 : 0))
            .flatMap(txid -> IntStream.range(0, 3).mapToObj(n -> new OutPoint(txid, n)))
            .map(outPoint -> new TxIn(outPoint, Script.EMPTY, 0))
            .toList();
    assertThat(check(inputs, List.of(anyone(1)))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void acceptsCoinbaseScriptOf(int length) {
    assertThat(TransactionContents.check(coinbase(length))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 101})
  void rejectsCoinbaseScriptOf(int length) {
    assertThat(TransactionContents.check(coinbase(length))).hasToString("bad-cb-length");
  }

  @Test
  void rejectsInputThatNamesNoOutputBesideOthers() {
    assertThat(check(List.of(INPUT, nothing(2)), List.of(anyone(1))))
        .hasToString("bad-txns-prevout-null");
  }

  @Test
  void acceptsTheZeroIdWithAnotherIndexThanACoinbaseHas() {
    var input = new TxIn(new OutPoint(Txid.ZERO, 0), Script.EMPTY, 0);
    assertThat(check(List.of(input), List.of(anyone(1)))).isEqualTo(OK);
  }

  private static Verdict check(List<TxIn> inputs, List<TxOut> outputs) {
    return TransactionContents.check(Transaction.of(2, inputs, outputs, 0));
  }

  private static TxIn input(long id, long index) {
    return new TxIn(new OutPoint(new Txid(id, 0, 0, 0), index), Script.EMPTY, 0);
  }

  private static TxIn nothing(int scriptLength) {
    return new TxIn(OutPoint.NULL, new Script(Bytes.wrap(new byte[scriptLength])), 0);
  }

  private static Transaction coinbase(int scriptLength) {
    return Transaction.of(2, List.of(nothing(scriptLength)), List.of(anyone(1)), 0);
  }

  /** A transaction that has {@code size} bytes without its witness. */
  private static Transaction ofSize(int size, Witness witness) {
    int scriptLength = size - (4 + 1 + 41 + 3 + 8 + 5 + 4);
    var large = new TxOut(Amount.ZERO, new Script(Bytes.wrap(new byte[scriptLength - 9 * 1_000])));
    var outputs = new ArrayList<>(Collections.nCopies(1_000, data()));
    outputs.add(large);
    var transaction = Transaction.of(2, List.of(INPUT.with(witness)), outputs, 0);
    assertThat(transaction.strippedSize()).isEqualTo(size);
    return transaction;
  }

  private static TxOut data() {
    return new TxOut(Amount.ZERO, Script.EMPTY);
  }
}
