package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.ANCHOR;
import static cairn.ledger.policy.Drafts.HASH32;
import static cairn.ledger.policy.Drafts.KEY;
import static cairn.ledger.policy.Drafts.P2PKH;
import static cairn.ledger.policy.Drafts.P2SH;
import static cairn.ledger.policy.Drafts.P2TR;
import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.P2WSH;
import static cairn.ledger.policy.Drafts.input;
import static cairn.ledger.policy.Drafts.push;
import static cairn.ledger.policy.Drafts.script;
import static cairn.ledger.policy.Drafts.spending;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.Script;
import cairn.primitives.TxIn;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardInputsTest {
  private static final Script P2PK = script("21" + KEY + "ac");

  @Test
  void acceptsOutputsOfAllKindsThatHaveAMeaning() {
    var spent = List.of(P2PK, P2PKH, script("5121" + KEY + "51ae"), P2WPKH, P2WSH, P2TR, ANCHOR);
    assertThat(check(spent)).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "51", "ac", "6a6a", "0002aaaa"})
  void refusesOutputOfNoKind(String script) {
    assertThat(check(List.of(P2PKH, script(script)))).isEqualTo(refusal("input 1 script unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6002aaaa", "51024e74", "5203aaaaaa"})
  void refusesWitnessProgramWithoutAMeaning(String script) {
    assertThat(check(List.of(P2PKH, P2WPKH, script(script))))
        .isEqualTo(refusal("input 2 witness program is undefined"));
  }

  @Test
  void refusesP2shWithoutAScript() {
    assertThat(check(P2SH, Script.EMPTY)).isEqualTo(refusal("input 0 P2SH redeemscript missing"));
  }

  @Test
  void acceptsEmptyScriptBehindP2sh() {
    assertThat(check(P2SH, script("00"))).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({
    "50, Opcode missing or not understood",
    "4c, Opcode missing or not understood",
    "6a, OP_RETURN was encountered",
    "76, Operation not valid with the current stack size",
    "ac, Operation not valid with the current stack size"
  })
  void refusesP2shWhoseScriptSigFails(String scriptSig, String error) {
    assertThat(check(P2SH, script(scriptSig)))
        .isEqualTo(refusal("p2sh scriptsig malformed (input 0: " + error + ")"));
  }

  @Test
  void refusesP2shWhoseScriptSigPushesTooMuch() {
    assertThat(check(P2SH, script("51".repeat(1001))))
        .isEqualTo(refusal("p2sh scriptsig malformed (input 0: Stack size limit exceeded)"));
    assertThat(check(P2SH, push("00".repeat(521))))
        .isEqualTo(refusal("p2sh scriptsig malformed (input 0: Push value size limit exceeded)"));
    assertThat(check(P2SH, script("51".repeat(1000)))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ac", "5fae", "acacacacacacacacacacacacacacac"})
  void acceptsUpToFifteenSigOpsBehindP2sh(String redeemScript) {
    assertThat(check(P2SH, push(redeemScript))).isEqualTo(OK);
  }

  @ParameterizedTest
  @CsvSource({"60ae, 16", "ae, 20", "00ae, 20", "5faeac, 16"})
  void refusesMoreSigOpsBehindP2sh(String redeemScript, int count) {
    assertThat(check(P2SH, push(redeemScript)))
        .isEqualTo(
            refusal("p2sh redeemscript sigops exceed limit (input 0: %d > 15)".formatted(count)));
  }

  /** 166 times 15 behind P2SH, and as many as are missing in the outputs that are spent. */
  @ParameterizedTest
  @CsvSource({"10, true", "11, false"})
  void limitsSigOpsThatAreNoWitnessOverAllInputs(int keys, boolean accepted) {
    assertThat(ofManySigOps(keys, List.of()))
        .isEqualTo(accepted ? OK : refusal("non-witness sigops exceed bip54 limit"));
  }

  @Test
  void doesNotCountSigOpsOfWitnesses() {
    assertThat(ofManySigOps(10, List.of(P2WPKH, P2WSH, P2TR, script("0020" + HASH32))))
        .isEqualTo(OK);
  }

  @Test
  void countsSigOpsOfScriptSigs() {
    var spent = new ArrayList<Script>();
    var inputs = new ArrayList<TxIn>();
    for (int i = 0; i < 125; i++) {
      spent.add(P2WPKH);
      inputs.add(input(script("ae"), Witness.EMPTY)); // of an unknown number of keys: 20
    }
    assertThat(StandardInputs.check(spending(spent, inputs))).isEqualTo(OK);
    spent.add(P2PKH);
    inputs.add(input(Script.EMPTY, Witness.EMPTY));
    assertThat(StandardInputs.check(spending(spent, inputs)))
        .isEqualTo(refusal("non-witness sigops exceed bip54 limit"));
  }

  @Test
  void looksForTheSumBeforeItLooksAtEachInput() {
    assertThat(ofManySigOps(11, List.of(script("51"))))
        .isEqualTo(refusal("non-witness sigops exceed bip54 limit"));
  }

  @Test
  void limitsWhatAllSigOpsCost() {
    assertThat(StandardInputs.sigOpsCost(16_000)).isEqualTo(OK);
    assertThat(StandardInputs.sigOpsCost(16_001))
        .isEqualTo(new Refused(RefusalKind.NOT_STANDARD, "bad-txns-too-many-sigops", "16001"));
  }

  private static PolicyVerdict ofManySigOps(int keys, List<Script> more) {
    var spent = new ArrayList<Script>();
    var inputs = new ArrayList<TxIn>();
    for (int i = 0; i < 166; i++) {
      spent.add(P2SH);
      inputs.add(input(push("5fae"), Witness.EMPTY));
    }
    for (int i = 0; i < keys; i++) {
      spent.add(P2PK);
      inputs.add(input(Script.EMPTY, Witness.EMPTY));
    }
    for (var script : more) {
      spent.add(script);
      inputs.add(input(Script.EMPTY, Witness.EMPTY));
    }
    return StandardInputs.check(spending(spent, inputs));
  }

  private static PolicyVerdict check(Script spent, Script scriptSig) {
    return StandardInputs.check(spending(spent, scriptSig, Witness.EMPTY));
  }

  private static PolicyVerdict check(List<Script> spent) {
    var inputs = spent.stream().map(_ -> input(Script.EMPTY, Witness.EMPTY)).toList();
    return StandardInputs.check(spending(spent, inputs));
  }

  private static PolicyVerdict refusal(String detail) {
    return new Refused(RefusalKind.INPUTS_NOT_STANDARD, "bad-txns-nonstandard-inputs", detail);
  }
}
