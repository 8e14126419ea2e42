package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.script.RedeemScript.Missing;
import cairn.ledger.script.RedeemScript.Revealed;
import cairn.ledger.script.RedeemScript.Unreadable;
import cairn.primitives.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedeemScriptTest {
  @ParameterizedTest
  @CsvSource({"00, ''", "51, 01", "4f, 81", "02aaac, aaac", "0102 01ac, ac", "4c02aaac, aaac"})
  void isTheLastThingThatIsPushed(String scriptSig, String script) {
    assertThat(RedeemScript.of(Script.fromHex(scriptSig.replace(" ", ""))))
        .isEqualTo(new Revealed(Script.fromHex(script)));
  }

  @Test
  void isWhatIsLeftWhereMoreIsDone() {
    assertThat(RedeemScript.of(Script.fromHex("01ac0061"))).isEqualTo(new Revealed(Script.EMPTY));
    assertThat(RedeemScript.of(Script.fromHex("01ac0075")))
        .isEqualTo(new Revealed(Script.fromHex("ac")));
  }

  @Test
  void isMissingWhereNothingIsLeft() {
    assertThat(RedeemScript.of(Script.EMPTY)).isEqualTo(new Missing());
    assertThat(RedeemScript.of(Script.fromHex("5175"))).isEqualTo(new Missing());
  }

  @ParameterizedTest
  @CsvSource({
    "50, BAD_OPCODE",
    "02ac, BAD_OPCODE",
    "6a, OP_RETURN",
    "5163, UNBALANCED_CONDITIONAL"
  })
  void cannotBeReadWhereTheScriptSigFails(String scriptSig, ScriptError error) {
    assertThat(RedeemScript.of(Script.fromHex(scriptSig))).isEqualTo(new Unreadable(error));
  }

  @Test
  void takesNoSignatureForRight() {
    assertThat(RedeemScript.of(Script.fromHex("5121" + "02" + "11".repeat(32) + "ac")))
        .isEqualTo(new Revealed(Script.EMPTY));
  }
}
