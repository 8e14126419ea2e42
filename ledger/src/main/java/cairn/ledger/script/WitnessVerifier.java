package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.CLEANSTACK;
import static cairn.ledger.script.ScriptError.EVAL_FALSE;
import static cairn.ledger.script.ScriptError.PUSH_SIZE;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_MISMATCH;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_WITNESS_EMPTY;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_WRONG_LENGTH;
import static cairn.ledger.script.SigVersion.Ecdsa.WITNESS_V0;
import static cairn.primitives.Opcode.OP_CHECKSIG;
import static cairn.primitives.Opcode.OP_DUP;
import static cairn.primitives.Opcode.OP_EQUALVERIFY;
import static cairn.primitives.Opcode.OP_HASH160;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import java.util.List;

/** Whether a witness satisfies a witness program (BIP 141). */
final class WitnessVerifier {
  private final Witness witness;
  private final ScriptFlags flags;
  private final SignatureChecker checker;

  WitnessVerifier(Witness witness, ScriptFlags flags, SignatureChecker checker) {
    this.witness = witness;
    this.flags = flags;
    this.checker = checker;
  }

  /**
   * Fails unless it does. A program that has no meaning yet is satisfied by anything.
   *
   * @param nested whether the program is a P2SH redeem script; only version 0 has a meaning there
   */
  void verify(WitnessProgram program, boolean nested) throws ScriptFailure {
    if (program.isPayToWitnessScriptHash()) {
      verifyScriptHash(program.program());
    } else if (program.isPayToWitnessPublicKeyHash()) {
      verifyPublicKeyHash(program.program());
    } else if (program.version() == 0) {
      throw new ScriptFailure(WITNESS_PROGRAM_WRONG_LENGTH);
    } else if (program.isPayToTaproot() && !nested) {
      if (flags.contains(ScriptFlag.TAPROOT)) {
        new TaprootVerifier(witness, flags, checker).verify(program.program());
      }
    } else if (flags.contains(ScriptFlag.DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM)
        && (nested || !program.isPayToAnchor())) {
      throw new ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM);
    }
  }

  /** The last item is the script that the program is the SHA-256 of; the others are its input. */
  private void verifyScriptHash(Bytes hash) throws ScriptFailure {
    if (witness.isEmpty()) {
      throw new ScriptFailure(WITNESS_PROGRAM_WITNESS_EMPTY);
    }
    var items = witness.items();
    var script = items.getLast();
    if (!Sha256.hash(script).equals(hash)) {
      throw new ScriptFailure(WITNESS_PROGRAM_MISMATCH);
    }
    var input = items.subList(0, items.size() - 1);
    execute(new Script(script), input, WITNESS_V0, flags, checker);
  }

  /** The two items are the input of a script like P2PKH's. */
  private void verifyPublicKeyHash(Bytes hash) throws ScriptFailure {
    if (witness.size() != 2) {
      throw new ScriptFailure(WITNESS_PROGRAM_MISMATCH);
    }
    var script =
        new ScriptBuilder()
            .op(OP_DUP)
            .op(OP_HASH160)
            .push(hash)
            .op(OP_EQUALVERIFY)
            .op(OP_CHECKSIG)
            .build();
    execute(script, witness.items(), WITNESS_V0, flags, checker);
  }

  /** Executes the script of a witness, which must leave one true element and nothing else. */
  static void execute(
      Script script,
      List<Bytes> input,
      SigVersion version,
      ScriptFlags flags,
      SignatureChecker checker)
      throws ScriptFailure {
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i).length() > Execution.MAX_ELEMENT_LENGTH) {
        throw new ScriptFailure(PUSH_SIZE);
      }
    }
    var stack = new Stack(input);
    Execution.run(script, stack, version, flags, checker);
    if (stack.size() != 1) {
      throw new ScriptFailure(CLEANSTACK);
    }
    if (!Stack.isTrue(stack.pop())) {
      throw new ScriptFailure(EVAL_FALSE);
    }
  }
}
