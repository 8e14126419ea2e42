package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.ledger.RealBlock;
import cairn.ledger.rules.BlockScriptFlags;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Whether the script machine sees in real blocks what the network saw in them. */
class RealBlockScriptsTest {
  private static final int SAMPLE = 20;

  @TestFactory
  Stream<DynamicNode> verifiesEveryInput() {
    return RealBlock.each(block ->
        block.spending().stream()
            .map(spending ->
                dynamicTest(
                    spending.transaction().toString(),
                    () -> verifyInputs(spending, flags(block)))));
  }

  private static void verifyInputs(SpendingTransaction spending, ScriptFlags flags) {
    for (int i = 0; i < spending.spentOutputs().size(); i++) {
      assertThat(verify(spending, i, flags)).as("input %d", i).isEqualTo(OK);
    }
  }

  @TestFactory
  Stream<DynamicNode> noticesAnyChangedByteOfASignature() {
    return RealBlock.each(block ->
        sample(block).stream()
            .map(input -> dynamicTest(input.toString(), () -> change(input, flags(block)))));
  }

  /** With DERSIG, since without it some bytes of a signature are never looked at. */
  private static void change(SignedInput input, ScriptFlags blockFlags) {
    var flags = blockFlags.with(ScriptFlag.DERSIG);
    assertThat(verify(input.spending(), input.index(), flags)).isEqualTo(OK);
    var random = new Random(input.toString().hashCode());
    for (int at = 0; at < input.length(); at++) {
      var changed = input.withBitFlipped(at, random.nextInt(8));
      assertThat(verify(changed, input.index(), flags)).as("byte %d", at).isNotEqualTo(OK);
    }
    if (input.isInWitness()) {
      var changed = input.withMoreToSpend();
      assertThat(verify(changed, input.index(), flags)).as("amount").isNotEqualTo(OK);
    }
  }

  /** Some of the inputs that are signed in strict DER or by Schnorr, the same ones each time. */
  private static List<SignedInput> sample(RealBlock block) {
    var inputs = new ArrayList<SignedInput>();
    for (var spending : block.spending()) {
      for (int i = 0; i < spending.spentOutputs().size(); i++) {
        var input = SignedInput.find(spending, i);
        if (input != null && !input.isOfNumberOne()) {
          inputs.add(input);
        }
      }
    }
    Collections.shuffle(inputs, new Random(block.height()));
    return inputs.subList(0, Math.min(SAMPLE, inputs.size()));
  }

  private static ScriptFlags flags(RealBlock block) {
    return BlockScriptFlags.of(block.height(), block.block().hash(), block.network().consensus());
  }

  private static ScriptError verify(SpendingTransaction spending, int input, ScriptFlags flags) {
    return ScriptVerifier.verify(spending, input, flags, SignatureVerifier.direct());
  }
}
