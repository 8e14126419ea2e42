package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.BAD_OPCODE;
import static cairn.ledger.script.ScriptError.OK;
import static cairn.ledger.script.ScriptError.STACK_SIZE;
import static cairn.ledger.script.ScriptError.TAPROOT_WRONG_CONTROL_SIZE;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_MISMATCH;
import static cairn.ledger.script.ScriptError.WITNESS_PROGRAM_WITNESS_EMPTY;

import cairn.primitives.Bytes;
import cairn.primitives.ControlBlock;
import cairn.primitives.Opcode;
import cairn.primitives.Script;
import cairn.primitives.Taproot;
import cairn.primitives.Witness;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.sighash.TaprootContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a witness satisfies a Taproot output: by its key, or by one of its scripts (BIP 341). */
final class TaprootVerifier {
  private final Witness witness;
  private final ScriptFlags flags;
  private final SignatureChecker checker;

  TaprootVerifier(Witness witness, ScriptFlags flags, SignatureChecker checker) {
    this.witness = witness;
    this.flags = flags;
    this.checker = checker;
  }

  /** Fails unless it does. */
  void verify(Bytes outputKey) throws ScriptFailure {
    if (witness.isEmpty()) {
      throw new ScriptFailure(WITNESS_PROGRAM_WITNESS_EMPTY);
    }
    var items = witness.items();
    Bytes annexHash = null;
    if (hasAnnex(items)) {
      annexHash = TaprootContext.hashAnnex(items.getLast());
      items = items.subList(0, items.size() - 1);
    }
    if (items.size() == 1) {
      verifyKeyPath(outputKey, items.getFirst(), annexHash);
    } else {
      verifyScriptPath(outputKey, items, annexHash);
    }
  }

  private static boolean hasAnnex(List<Bytes> items) {
    var last = items.getLast();
    return items.size() >= 2 && !last.isEmpty() && last.unsigned(0) == Taproot.ANNEX_TAG;
  }

  /** The one item is a signature by the output key. */
  private void verifyKeyPath(Bytes outputKey, Bytes signature, @Nullable Bytes annexHash)
      throws ScriptFailure {
    var error = checker.checkTaproot(signature, outputKey, TaprootContext.keyPath(annexHash));
    if (error != OK) {
      throw new ScriptFailure(error);
    }
  }

  /**
   * The last item shows that the one before it is a script of the output; the others are its input.
   * A script whose version has no meaning yet is satisfied by anything.
   */
  private void verifyScriptPath(Bytes outputKey, List<Bytes> items, @Nullable Bytes annexHash)
      throws ScriptFailure {
    int inputs = items.size() - 2;
    var script = new Script(items.get(inputs));
    var controlBlock = ControlBlock.parse(items.getLast());
    if (controlBlock == null) {
      throw new ScriptFailure(TAPROOT_WRONG_CONTROL_SIZE);
    }
    var leafHash = Taproot.leafHash(controlBlock.leafVersion(), script);
    if (!isCommittedTo(leafHash, controlBlock, outputKey)) {
      throw new ScriptFailure(WITNESS_PROGRAM_MISMATCH);
    }
    if (controlBlock.leafVersion() == Taproot.TAPSCRIPT) {
      executeTapscript(
          script, items.subList(0, inputs), new Tapscript(leafHash, annexHash, witness));
    } else if (flags.contains(ScriptFlag.DISCOURAGE_UPGRADABLE_TAPROOT_VERSION)) {
      throw new ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_TAPROOT_VERSION);
    }
  }

  private static boolean isCommittedTo(Bytes leafHash, ControlBlock controlBlock, Bytes outputKey) {
    var internalKey = controlBlock.internalKey();
    var tweak = Taproot.tweak(internalKey, controlBlock.merkleRoot(leafHash));
    return Secp256k1.instance()
        .isTweaked(outputKey, controlBlock.oddOutputKey(), internalKey, tweak);
  }

  /** An OP_SUCCESSx comes before every other rule, the limits of the stack included (BIP 342). */
  private void executeTapscript(Script script, List<Bytes> input, Tapscript version)
      throws ScriptFailure {
    if (hasSuccess(script)) {
      if (flags.contains(ScriptFlag.DISCOURAGE_OP_SUCCESS)) {
        throw new ScriptFailure(ScriptError.DISCOURAGE_OP_SUCCESS);
      }
      return;
    }
    if (input.size() > Execution.MAX_STACK_SIZE) {
      throw new ScriptFailure(STACK_SIZE);
    }
    WitnessVerifier.execute(script, input, version, flags, checker);
  }

  /**
   * Whether there is an OP_SUCCESSx; what follows it may be anything, what comes before may not.
   */
  private static boolean hasSuccess(Script script) throws ScriptFailure {
    var reader = script.reader();
    while (reader.hasNext()) {
      if (!reader.next()) {
        throw new ScriptFailure(BAD_OPCODE);
      }
      if (Opcode.isSuccess(reader.opcode())) {
        return true;
      }
    }
    return false;
  }
}
