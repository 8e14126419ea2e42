package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.script.ScriptFlag;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigOpCostTest {
  private static final Place PLACE =
      new Place(Networks.regtest().consensus(), FakeAncestor.genesis(0, 1));

  private static final String P2SH = "a914" + "00".repeat(20) + "87";
  private static final String P2WPKH = "0014" + "00".repeat(20);
  private static final String P2WSH = "0020" + "00".repeat(32);
  private static final String TAPROOT = "5120" + "00".repeat(32);

  /** CHECKSIG, CHECKSIGVERIFY, 2 of 3 CHECKMULTISIG, CHECKMULTISIG of an unknown number. */
  @ParameterizedTest(name = "{0} costs {1}")
  @CsvSource({"ac, 4", "ad, 4", "acad, 8", "53ae, 80", "53af, 80", "ae, 80", "00ac, 4", "01ac, 0"})
  void countsFourForEachInTheTransactionsOwnScripts(String script, int cost) {
    assertThat(cost("51", script, Witness.EMPTY, ScriptFlags.MANDATORY)).isEqualTo(cost);
    var output = new TxOut(Amount.ZERO, Script.fromHex(script));
    var transaction = Transaction.of(2, List.of(input("", Witness.EMPTY)), List.of(output), 0);
    assertThat(cost(transaction, "51", ScriptFlags.MANDATORY)).isEqualTo(cost);
  }

  @Test
  void doesNotCountTheScriptOfTheSpentOutput() {
    assertThat(cost("acacae", "", Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
  }

  @ParameterizedTest(name = "{0} costs {1}")
  @CsvSource({"ac, 4", "53ae, 12", "60af, 64", "ae, 80", "0153ae, 80", "51535aae, 40", "51, 0"})
  void countsFourForEachInARedeemScriptAndKnowsTheNumberOfKeys(String redeemScript, int cost) {
    assertThat(cost(P2SH, push(redeemScript), Witness.EMPTY, ScriptFlags.MANDATORY))
        .isEqualTo(cost);
  }

  @Test
  void countsNoRedeemScriptBeforeBip16() {
    assertThat(cost(P2SH, push("ac"), Witness.EMPTY, ScriptFlags.NONE)).isZero();
  }

  @Test
  void countsNoRedeemScriptWhereMoreThanPushesAreDone() {
    assertThat(cost(P2SH, "61" + push("ac"), Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
    assertThat(cost(P2SH, "01", Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
  }

  @Test
  void countsNoRedeemScriptWhereThereIsNone() {
    assertThat(cost(P2SH, "", Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
    assertThat(cost(P2SH, push("ac") + "51", Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
  }

  @Test
  void countsOneForAWitnessKeyHash() {
    assertThat(cost(P2WPKH, "", Witness.EMPTY, ScriptFlags.MANDATORY)).isEqualTo(1);
    assertThat(cost(P2SH, push(P2WPKH), Witness.EMPTY, ScriptFlags.MANDATORY)).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} costs {1}")
  @CsvSource({"ac, 1", "53ae, 3", "ae, 20", "51, 0"})
  void countsOneForEachInAWitnessScript(String script, int cost) {
    var witness = Witness.of(Bytes.fromHex("acac"), Bytes.fromHex(script));
    assertThat(cost(P2WSH, "", witness, ScriptFlags.MANDATORY)).isEqualTo(cost);
    assertThat(cost(P2SH, push(P2WSH), witness, ScriptFlags.MANDATORY)).isEqualTo(cost);
  }

  @Test
  void countsNothingForAWitnessScriptThatIsMissing() {
    assertThat(cost(P2WSH, "", Witness.EMPTY, ScriptFlags.MANDATORY)).isZero();
  }

  @Test
  void countsNothingForTaprootOrWhatMayCome() {
    var witness = Witness.of(Bytes.fromHex("acac"));
    assertThat(cost(TAPROOT, "", witness, ScriptFlags.MANDATORY)).isZero();
    assertThat(cost("0015" + "00".repeat(21), "", witness, ScriptFlags.MANDATORY)).isZero();
    assertThat(cost("5114" + "00".repeat(20), "", witness, ScriptFlags.MANDATORY)).isZero();
  }

  @Test
  void countsNoWitnessBeforeSegWit() {
    var flags = ScriptFlags.of(ScriptFlag.P2SH);
    assertThat(cost(P2WPKH, "", Witness.EMPTY, flags)).isZero();
    assertThat(cost(P2SH, push(P2WPKH), Witness.EMPTY, flags)).isZero();
  }

  @Test
  void addsUpOverAllInputs() {
    var witness = Witness.of(Bytes.fromHex("53ae"));
    var transaction =
        Transaction.of(
            2,
            List.of(input("", Witness.EMPTY), input("ac", Witness.EMPTY), input("", witness)),
            List.of(anyone(0)),
            0);
    assertThat(
            SigOpCost.of(
                new Spend(
                    transaction,
                    List.of(coin(P2WPKH), coin("51"), coin(P2WSH)),
                    PLACE,
                    ScriptFlags.MANDATORY)))
        .isEqualTo(1 + 4 + 3);
  }

  private static int cost(String spent, String scriptSig, Witness witness, ScriptFlags flags) {
    var transaction = Transaction.of(2, List.of(input(scriptSig, witness)), List.of(anyone(0)), 0);
    return cost(transaction, spent, flags);
  }

  private static int cost(Transaction transaction, String spent, ScriptFlags flags) {
    return SigOpCost.of(new Spend(transaction, List.of(coin(spent)), PLACE, flags));
  }

  private static TxIn input(String scriptSig, Witness witness) {
    return new TxIn(new OutPoint(Txid.ZERO, 0), Script.fromHex(scriptSig), 0, witness);
  }

  private static Coin coin(String script) {
    return new Coin(new TxOut(Amount.ZERO, Script.fromHex(script)), 0, false);
  }

  private static String push(String hex) {
    return new ScriptBuilder().push(Bytes.fromHex(hex)).build().toString();
  }
}
