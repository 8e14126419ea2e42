package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.ANCHOR;
import static cairn.ledger.policy.Drafts.P2PKH;
import static cairn.ledger.policy.Drafts.P2SH;
import static cairn.ledger.policy.Drafts.P2TR;
import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.P2WSH;
import static cairn.ledger.policy.Drafts.bytes;
import static cairn.ledger.policy.Drafts.input;
import static cairn.ledger.policy.Drafts.push;
import static cairn.ledger.policy.Drafts.script;
import static cairn.ledger.policy.Drafts.spending;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWitnessesTest {
  private static final Refused REFUSED =
      new Refused(RefusalKind.WITNESS_MUTATED, "bad-witness-nonstandard", "");
  private static final Witness ANY = Witness.of(bytes(1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "51",
        "76a914111111111111111111111111111111111111111188ac",
        "51024e73",
        "a914111111111111111111111111111111111111111187"
      })
  void needsNoWitness(String spent) {
    assertThat(check(script(spent), Script.EMPTY, Witness.EMPTY)).isEqualTo(OK);
  }

  @Test
  void refusesWitnessForWhatIsNoWitnessProgram() {
    assertThat(check(P2PKH, Script.EMPTY, ANY)).isEqualTo(REFUSED);
    assertThat(check(P2SH, push("51"), ANY)).isEqualTo(REFUSED);
  }

  @Test
  void refusesWitnessForP2shThatHoldsNoScriptReady() {
    assertThat(check(P2SH, Script.EMPTY, ANY)).isEqualTo(REFUSED);
    assertThat(check(P2SH, script("50"), ANY)).isEqualTo(REFUSED);
  }

  @Test
  void refusesWitnessForAnAnchor() {
    assertThat(check(ANCHOR, Script.EMPTY, ANY)).isEqualTo(REFUSED);
  }

  @Test
  void leavesProgramsWithoutLimitsToTheScriptMachine() {
    var large = Witness.of(bytes(10_000), bytes(10_000));
    for (var script : List.of(P2WPKH, script("60021111"), script("51021111"))) {
      assertThat(check(script, Script.EMPTY, large)).isEqualTo(OK);
      assertThat(check(P2SH, push(script.toString()), large)).isEqualTo(OK);
    }
  }

  @ParameterizedTest(name = "{0} items of {1} bytes, script of {2}")
  @CsvSource({
    "0, 0, 0, true",
    "100, 80, 3600, true",
    "101, 80, 3600, false",
    "100, 81, 3600, false",
    "100, 80, 3601, false"
  })
  void limitsP2wsh(int count, int length, int script, boolean standard) {
    var items = new ArrayList<>(Collections.nCopies(count, bytes(length)));
    items.add(bytes(script));
    var witness = new Witness(items);
    var expected = standard ? OK : REFUSED;
    assertThat(check(P2WSH, Script.EMPTY, witness)).isEqualTo(expected);
    assertThat(check(P2SH, push(P2WSH.toString()), witness)).isEqualTo(expected);
  }

  @Test
  void acceptsKeyPathOfTaproot() {
    assertThat(check(P2TR, Script.EMPTY, Witness.of(bytes(64)))).isEqualTo(OK);
    assertThat(check(P2TR, Script.EMPTY, Witness.of(annex()))).isEqualTo(OK);
  }

  @Test
  void refusesAnnex() {
    assertThat(check(P2TR, Script.EMPTY, Witness.of(bytes(64), annex()))).isEqualTo(REFUSED);
    assertThat(check(P2TR, Script.EMPTY, Witness.of(bytes(1), control(0xc0), annex())))
        .isEqualTo(REFUSED);
  }

  @Test
  void refusesEmptyControlBlock() {
    assertThat(check(P2TR, Script.EMPTY, Witness.of(bytes(1), Bytes.EMPTY))).isEqualTo(REFUSED);
  }

  @ParameterizedTest(name = "leaf version {0}, input of {1} bytes")
  @CsvSource({"c0, 80, true", "c1, 80, true", "c0, 81, false", "c1, 81, false", "c2, 81, true"})
  void limitsWhatATapscriptIsGiven(String version, int length, boolean standard) {
    var control = control(Integer.parseInt(version, 16));
    var witness = Witness.of(bytes(length), bytes(3601), control);
    assertThat(check(P2TR, Script.EMPTY, witness)).isEqualTo(standard ? OK : REFUSED);
  }

  @Test
  void limitsNothingOfTaprootBehindP2sh() {
    var witness = Witness.of(bytes(81), bytes(1), control(0xc0), annex());
    assertThat(check(P2SH, push(P2TR.toString()), witness)).isEqualTo(OK);
  }

  @Test
  void looksAtEveryInput() {
    var inputs = List.of(input(Script.EMPTY, ANY), input(Script.EMPTY, ANY));
    assertThat(StandardWitnesses.check(spending(List.of(P2WPKH, P2WPKH), inputs))).isEqualTo(OK);
    assertThat(StandardWitnesses.check(spending(List.of(P2WPKH, P2PKH), inputs)))
        .isEqualTo(REFUSED);
  }

  private static PolicyVerdict check(Script spent, Script scriptSig, Witness witness) {
    return StandardWitnesses.check(spending(spent, scriptSig, witness));
  }

  private static Bytes annex() {
    return Bytes.of(0x50, 1, 2);
  }

  private static Bytes control(int first) {
    return Bytes.of(first).concat(bytes(32));
  }
}
