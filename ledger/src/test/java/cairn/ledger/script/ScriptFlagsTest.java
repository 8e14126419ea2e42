package cairn.ledger.script;

import static cairn.ledger.script.ScriptFlag.CLEANSTACK;
import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.TAPROOT;
import static cairn.ledger.script.ScriptFlag.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Script;
import org.junit.jupiter.api.Test;

class ScriptFlagsTest {
  @Test
  void listsItsNamesInAlphabeticalOrder() {
    assertThat(ScriptFlags.of(TAPROOT, P2SH, WITNESS)).hasToString("P2SH,TAPROOT,WITNESS");
    assertThat(ScriptFlags.NONE).hasToString("");
  }

  @Test
  void addsAndTakesAway() {
    var flags = ScriptFlags.of(P2SH).with(WITNESS).without(P2SH);
    assertThat(flags).isEqualTo(ScriptFlags.of(WITNESS));
    assertThat(flags.contains(WITNESS)).isTrue();
    assertThat(flags.contains(P2SH)).isFalse();
    assertThat(flags.with(ScriptFlags.STANDARD)).isEqualTo(ScriptFlags.STANDARD);
    assertThat(ScriptFlags.STANDARD.without(flags).contains(WITNESS)).isFalse();
  }

  @Test
  void holdsMandatoryRulesAmongTheStandardOnes() {
    assertThat(ScriptFlags.STANDARD.containsAll(ScriptFlags.MANDATORY)).isTrue();
    assertThat(ScriptFlags.MANDATORY.containsAll(ScriptFlags.STANDARD)).isFalse();
    assertThat(ScriptFlags.ALL.containsAll(ScriptFlags.STANDARD)).isTrue();
  }

  @Test
  void knowsWhichCannotBeUsedTogether() {
    assertThat(ScriptFlags.of(WITNESS).isConsistent()).isFalse();
    assertThat(ScriptFlags.of(P2SH, CLEANSTACK).isConsistent()).isFalse();
    assertThat(ScriptFlags.of(P2SH, WITNESS, CLEANSTACK).isConsistent()).isTrue();

    var spending = CreditAndSpend.of(Script.EMPTY, Script.EMPTY);
    var flags = ScriptFlags.of(WITNESS);
    assertThatThrownBy(() -> ScriptVerifier.verify(spending, 0, flags, SignatureVerifier.direct()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesBitsThatStandForNothing() {
    assertThatThrownBy(() -> new ScriptFlags(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
