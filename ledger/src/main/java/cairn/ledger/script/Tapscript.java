package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.TAPSCRIPT_VALIDATION_WEIGHT;

import cairn.primitives.Bytes;
import cairn.primitives.Witness;
import cairn.primitives.sighash.TaprootContext;
import org.jspecify.annotations.Nullable;

/**
 * A script in the witness of a Taproot output (BIP 342): what its signatures cover besides the
 * transaction, and how many it may still check. Not thread-safe.
 *
 * <p>In place of a block's limit on signature operations, each signature that is checked costs as
 * much as it would weigh, out of a budget that is the witness's own size.
 */
final class Tapscript implements SigVersion {
  private static final int FREE_WEIGHT = 50;
  private static final int WEIGHT_OF_SIGNATURE = 50;

  private final Bytes leafHash;
  private final @Nullable Bytes annexHash;
  private int weightLeft;

  /**
   * A script that is about to be executed.
   *
   * @param witness all of it, with script, control block and annex
   */
  Tapscript(Bytes leafHash, @Nullable Bytes annexHash, Witness witness) {
    this.leafHash = leafHash;
    this.annexHash = annexHash;
    this.weightLeft = witness.serializedSize() + FREE_WEIGHT;
  }

  /** Pays for the check of a signature that is not empty, whatever comes of it. */
  void payForSignature() throws ScriptFailure {
    weightLeft -= WEIGHT_OF_SIGNATURE;
    if (weightLeft < 0) {
      throw new ScriptFailure(TAPSCRIPT_VALIDATION_WEIGHT);
    }
  }

  /**
   * What a signature covers that is checked now.
   *
   * @param codeSeparator index of the last CODESEPARATOR executed, counted in opcodes
   */
  TaprootContext context(int codeSeparator) {
    return new TaprootContext(annexHash, leafHash, codeSeparator);
  }
}
