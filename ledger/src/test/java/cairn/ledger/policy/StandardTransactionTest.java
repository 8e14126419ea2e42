package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.ANCHOR;
import static cairn.ledger.policy.Drafts.HASH20;
import static cairn.ledger.policy.Drafts.HASH32;
import static cairn.ledger.policy.Drafts.KEY;
import static cairn.ledger.policy.Drafts.P2PKH;
import static cairn.ledger.policy.Drafts.bytes;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.input;
import static cairn.ledger.policy.Drafts.output;
import static cairn.ledger.policy.Drafts.paying;
import static cairn.ledger.policy.Drafts.script;
import static cairn.ledger.policy.PolicyOptions.DEFAULT;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardTransactionTest {
  private static final TxOut PAYMENT = output(100_000, P2PKH);
  private static final PolicyOptions ANY_FORM = options(true, true, 0);

  @Test
  void refusesCoinbase() {
    var input = new TxIn(OutPoint.NULL, script("0101"), TxIn.SEQUENCE_FINAL);
    var coinbase = Transaction.of(2, List.of(input), List.of(PAYMENT), 0);
    assertThat(check(coinbase)).isEqualTo(refusal("coinbase", RefusalKind.CONSENSUS));
    assertThat(StandardTransaction.check(coinbase, ANY_FORM)).hasToString("coinbase");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void acceptsVersion(int version) {
    assertThat(check(ofVersion(version))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void refusesVersion(int version) {
    assertThat(check(ofVersion(version))).isEqualTo(refusal("version", RefusalKind.NOT_STANDARD));
  }

  @Test
  void acceptsTheWeightOfATenthOfABlock() {
    var transaction = ofWeight(19);
    assertThat(transaction.weight()).isEqualTo(400_000);
    assertThat(check(transaction)).isEqualTo(OK);
  }

  @Test
  void refusesMoreWeight() {
    var transaction = ofWeight(20);
    assertThat(transaction.weight()).isEqualTo(400_004);
    assertThat(check(transaction)).isEqualTo(refusal("tx-size", RefusalKind.NOT_STANDARD));
  }

  @Test
  void countsTheWitnessToTheWeight() {
    var input = input(Script.EMPTY, Witness.of(bytes(399_700)));
    var transaction = Transaction.of(2, List.of(input), List.of(PAYMENT), 0);
    assertThat(check(transaction)).hasToString("tx-size");
  }

  @Test
  void acceptsScriptSigOfEnoughForFifteenKeys() {
    assertThat(check(withScriptSig(pushOf(1647)))).isEqualTo(OK);
  }

  @Test
  void refusesLongerScriptSig() {
    assertThat(check(withScriptSig(pushOf(1648))))
        .isEqualTo(refusal("scriptsig-size", RefusalKind.NOT_STANDARD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "4f", "50", "60", "0101", "4c0101", "4d010001", "4e0100000001"})
  void acceptsScriptSigThatOnlyPushes(String scriptSig) {
    assertThat(check(withScriptSig(script(scriptSig)))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"61", "0061", "63", "69", "7b", "ac", "ab", "b1", "ff", "02ff", "4c", "4d"})
  void refusesScriptSigThatDoesMore(String scriptSig) {
    assertThat(check(withScriptSig(script(scriptSig))))
        .isEqualTo(refusal("scriptsig-not-pushonly", RefusalKind.NOT_STANDARD));
  }

  @Test
  void asksOfOneInputAfterTheOther() {
    var inputs = List.of(input(script("61"), Witness.EMPTY), input(pushOf(1648), Witness.EMPTY));
    assertThat(check(Transaction.of(2, inputs, List.of(PAYMENT), 0)))
        .hasToString("scriptsig-not-pushonly");
  }

  static Stream<String> standardScripts() {
    return Stream.of(
        "21" + KEY + "ac",
        "41" + "04" + "44".repeat(64) + "ac",
        "76a914" + HASH20 + "88ac",
        "a914" + HASH20 + "87",
        "0014" + HASH20,
        "0020" + HASH32,
        "5120" + HASH32,
        "51024e73",
        "51020000",
        "6028" + "00".repeat(40),
        multisig(1, 1),
        multisig(3, 3),
        "6a",
        "6a00",
        "6a50",
        "6a4f00510152",
        "6a24" + "ff".repeat(36));
  }

  @ParameterizedTest
  @MethodSource("standardScripts")
  void acceptsOutput(String script) {
    assertThat(check(paying(PAYMENT, output(100_000, script(script))))).isEqualTo(OK);
  }

  static Stream<String> otherScripts() {
    return Stream.of(
        "",
        "00",
        "51",
        "6a6a",
        "6a01",
        "6aac",
        "21" + "05" + "33".repeat(32) + "ac",
        "0013" + "11".repeat(19),
        "0021" + "22".repeat(33),
        "0302" + "1111",
        "5129" + "00".repeat(41),
        multisig(1, 4),
        "0021" + KEY + "51ae",
        "5221" + KEY + "51ae");
  }

  @ParameterizedTest
  @MethodSource("otherScripts")
  void refusesOutputOfNoKind(String script) {
    assertThat(check(paying(PAYMENT, output(100_000, script(script)))))
        .isEqualTo(refusal("scriptpubkey", RefusalKind.NOT_STANDARD));
  }

  @Test
  void refusesBareMultisigWhereItIsNotPermitted() {
    var transaction = paying(output(100_000, script(multisig(1, 3))));
    assertThat(StandardTransaction.check(transaction, options(false, false, 0)))
        .isEqualTo(refusal("bare-multisig", RefusalKind.NOT_STANDARD));
    var tooMany = paying(output(100_000, script(multisig(1, 4))));
    assertThat(StandardTransaction.check(tooMany, options(false, false, 0)))
        .hasToString("scriptpubkey");
  }

  @ParameterizedTest(name = "{0}, {1} bytes of at most {2}")
  @CsvSource({
    "83, 0, 83, true",
    "83, 0, 82, false",
    "83, 83, 166, true",
    "83, 83, 165, false",
    "1, 0, 1, true",
    "1, 1, 1, false",
    "1, 0, 0, false",
    "90000, 0, 100000, true"
  })
  void limitsTheScriptsThatCarryDataTogether(int first, int second, long most, boolean accepted) {
    var transaction =
        second == 0 ? paying(PAYMENT, data(first)) : paying(PAYMENT, data(first), data(second));
    assertThat(StandardTransaction.check(transaction, options(false, true, most)))
        .isEqualTo(accepted ? OK : refusal("datacarrier", RefusalKind.NOT_STANDARD));
  }

  @Test
  void acceptsByDefaultAsMuchDataAsThereIsRoomFor() {
    assertThat(DEFAULT.dataCarrierBytes()).isEqualTo(100_000);
  }

  @Test
  void namesTheFirstOutputThatIsWrong() {
    var transaction = paying(data(10), output(1, script("51")));
    assertThat(StandardTransaction.check(transaction, options(false, true, 0)))
        .hasToString("datacarrier");
    var other = paying(output(1, script("51")), data(10));
    assertThat(StandardTransaction.check(other, options(false, true, 0)))
        .hasToString("scriptpubkey");
  }

  @Test
  void acceptsOneOutputThatIsDust() {
    assertThat(check(paying(PAYMENT, output(0, P2PKH), output(0, script("6a"))))).isEqualTo(OK);
  }

  @Test
  void refusesTwoOutputsThatAreDust() {
    assertThat(check(paying(output(545, P2PKH), output(239, ANCHOR))))
        .isEqualTo(refusal("dust", RefusalKind.NOT_STANDARD));
    assertThat(check(paying(output(545, P2PKH), output(240, ANCHOR)))).isEqualTo(OK);
  }

  @Test
  void refusesWhatCouldBeAnInnerNodeOfTheMerkleTree() {
    var transaction = paying(output(0, script("6a00000000")), output(0, script("6a00")));
    assertThat(ofStrippedSize(64)).extracting(Transaction::strippedSize).isEqualTo(64);
    assertThat(check(ofStrippedSize(64)))
        .isEqualTo(refusal("tx-size-small", RefusalKind.NOT_STANDARD));
    assertThat(check(ofStrippedSize(65))).isEqualTo(OK);
    assertThat(check(transaction)).isEqualTo(OK);
  }

  @Test
  void leavesOutTheFormWhereThatIsAskedFor() {
    var outputs = List.of(output(0, script("51")), output(0, script("61")));
    var input = input(script("61"), Witness.EMPTY);
    assertThat(StandardTransaction.check(Transaction.of(9, List.of(input), outputs, 0), ANY_FORM))
        .isEqualTo(OK);
    assertThat(StandardTransaction.check(ofStrippedSize(64), ANY_FORM))
        .hasToString("tx-size-small");
  }

  private static PolicyVerdict check(Transaction transaction) {
    return StandardTransaction.check(transaction, DEFAULT);
  }

  private static PolicyVerdict refusal(String code, RefusalKind kind) {
    return new PolicyVerdict.Refused(kind, code, "");
  }

  private static PolicyOptions options(boolean anyForm, boolean bareMultisig, long dataBytes) {
    return new PolicyOptions(
        anyForm,
        bareMultisig,
        dataBytes,
        DEFAULT.dustRelayFee(),
        DEFAULT.minRelayFee(),
        DEFAULT.incrementalRelayFee(),
        DEFAULT.bytesPerSigOp());
  }

  private static Transaction ofVersion(int version) {
    return Transaction.of(
        version, List.of(input(Script.EMPTY, Witness.EMPTY)), List.of(PAYMENT), 0);
  }

  private static Transaction withScriptSig(Script scriptSig) {
    return Transaction.of(2, List.of(input(scriptSig, Witness.EMPTY)), List.of(PAYMENT), 0);
  }

  /** 12 bytes, inputs of 41 bytes each, and an output of 11 bytes and its data. */
  private static Transaction ofWeight(int dataBytes) {
    var inputs =
        LongStream.range(0, 2438)
            .mapToObj(i -> new TxIn(confirmed(i), Script.EMPTY, TxIn.SEQUENCE_FINAL))
            .toList();
    return Transaction.of(2, inputs, List.of(data(dataBytes + 2)), 0);
  }

  private static Transaction ofStrippedSize(int size) {
    var script = script("6a" + "00".repeat(size - 61));
    return Transaction.of(
        2, List.of(input(Script.EMPTY, Witness.of(bytes(9)))), List.of(output(0, script)), 0);
  }

  /** An output whose script carries data and has so many bytes. */
  private static TxOut data(int length) {
    return output(0, script("6a" + String.join("", Collections.nCopies(length - 1, "51"))));
  }

  private static Script pushOf(int length) {
    return new ScriptBuilder().push(bytes(length)).build();
  }

  private static String multisig(int required, int keys) {
    return "%02x".formatted(0x50 + required)
        + ("21" + KEY).repeat(keys)
        + "%02x".formatted(0x50 + keys)
        + "ae";
  }
}
