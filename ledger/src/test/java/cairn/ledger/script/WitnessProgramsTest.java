package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM;
import static cairn.ledger.script.ScriptError.OK;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_WRONG_LENGTH;
import static cairn.primitives.Opcode.OP_EQUAL;
import static cairn.primitives.Opcode.OP_HASH160;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Hash160;
import org.junit.jupiter.api.Test;

/** Programs that have no meaning yet, and the one that means that anyone may spend. */
class WitnessProgramsTest {
  private static final WitnessProgram ANCHOR = new WitnessProgram(1, Bytes.of(0x4e, 0x73));
  private static final WitnessProgram TAPROOT =
      new WitnessProgram(1, Bytes.wrap(new byte[32]).slice(1).concat(Bytes.of(1)));

  @Test
  void anchorsAreSpentByAnyone() {
    assertThat(verify(ANCHOR, ScriptFlags.MANDATORY)).isEqualTo(OK);
    assertThat(verify(ANCHOR, ScriptFlags.STANDARD)).isEqualTo(OK);
  }

  @Test
  void anchorsHaveNoMeaningWithinP2sh() {
    assertThat(verifyNested(ANCHOR, ScriptFlags.MANDATORY)).isEqualTo(OK);
    assertThat(verifyNested(ANCHOR, ScriptFlags.STANDARD))
        .isEqualTo(DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM);
  }

  @Test
  void taprootHasNoMeaningWithinP2sh() {
    assertThat(verifyNested(TAPROOT, ScriptFlags.MANDATORY)).isEqualTo(OK);
    assertThat(verifyNested(TAPROOT, ScriptFlags.STANDARD))
        .isEqualTo(DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM);
  }

  @Test
  void taprootHasNoMeaningBeforeItsSoftFork() {
    assertThat(verify(TAPROOT, ScriptFlags.MANDATORY.without(ScriptFlag.TAPROOT))).isEqualTo(OK);
  }

  @Test
  void laterVersionsAreSpentByAnyoneButNotRelayed() {
    for (int version = 2; version <= 16; version++) {
      var program = new WitnessProgram(version, Bytes.of(1, 2, 3));
      assertThat(verify(program, ScriptFlags.MANDATORY)).isEqualTo(OK);
      assertThat(verify(program, ScriptFlags.STANDARD))
          .isEqualTo(DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM);
    }
  }

  @Test
  void versionZeroHasNoOtherLengthsThanTwentyAndThirtyTwo() {
    for (int length = 2; length <= 40; length++) {
      if (length != 20 && length != 32) {
        var bytes = new byte[length];
        bytes[0] = 1;
        var program = new WitnessProgram(0, Bytes.wrap(bytes));
        assertThat(verify(program, ScriptFlags.MANDATORY)).isEqualTo(WITNESS_PROGRAM_WRONG_LENGTH);
      }
    }
  }

  private static ScriptError verify(WitnessProgram program, ScriptFlags flags) {
    return verify(program.toScript(), Script.EMPTY, flags);
  }

  private static ScriptError verifyNested(WitnessProgram program, ScriptFlags flags) {
    var redeemScript = program.toScript().bytes();
    var scriptPubKey =
        new ScriptBuilder().op(OP_HASH160).push(Hash160.hash(redeemScript)).op(OP_EQUAL).build();
    return verify(scriptPubKey, new ScriptBuilder().push(redeemScript).build(), flags);
  }

  private static ScriptError verify(Script scriptPubKey, Script scriptSig, ScriptFlags flags) {
    var output = new TxOut(Amount.ZERO, scriptPubKey);
    var spending = CreditAndSpend.of(output, scriptSig, Witness.of(Bytes.of(1)));
    return ScriptVerifier.verify(spending, 0, flags, SignatureVerifier.direct());
  }
}
