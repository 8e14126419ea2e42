package cairn.primitives.sighash;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Computes what the signatures of one input sign.
 *
 * <p>A script may check many signatures, and mostly they sign the same bytes but for the hash type,
 * which comes last. So the state of the hash just before it is kept, one for each way of covering
 * inputs and outputs: checking more signatures does not hash the transaction again. Not
 * thread-safe; several of one transaction, one for each input, may work at the same time.
 */
public final class SignatureHasher {
  private final SpendingTransaction transaction;
  private final int input;
  private final Midstates legacy = new Midstates();
  private final Midstates segwit = new Midstates();
  private @Nullable Bytes ownOutputHash;

  /**
   * @param input the input's index
   */
  public SignatureHasher(SpendingTransaction transaction, int input) {
    this.transaction = transaction;
    this.input = input;
  }

  /**
   * The hash for a signature outside of any witness.
   *
   * @param scriptCode the script being executed, from behind the last CODESEPARATOR that was, and
   *     without the signatures that are being checked
   */
  public Bytes legacy(Script scriptCode, HashType type) {
    if (type.isSingle() && lacksOwnOutput()) {
      return LegacySignatureHash.ONE;
    }
    var state = legacy.find(scriptCode, type);
    if (state == null) {
      state = LegacySignatureHash.beforeType(transaction, input, scriptCode, type);
      legacy.keep(scriptCode, type, state);
    }
    return finish(state, type);
  }

  /**
   * The hash for a signature in the witness of a version 0 program (BIP 143).
   *
   * @param scriptCode the script being executed, from behind the last CODESEPARATOR that was
   */
  public Bytes segwit(Script scriptCode, HashType type) {
    var state = segwit.find(scriptCode, type);
    if (state == null) {
      state = SegwitSignatureHash.beforeType(transaction, input, scriptCode, type);
      segwit.keep(scriptCode, type, state);
    }
    return finish(state, type);
  }

  /**
   * The hash for a signature in the witness of a Taproot output (BIP 341, BIP 342).
   *
   * @return null if no signature of this type can be valid: the type has no meaning, or covers an
   *     output that is not there
   */
  public @Nullable Bytes taproot(HashType type, TaprootContext context) {
    if (!type.isDefinedForSchnorr() || (type.isSingle() && lacksOwnOutput())) {
      return null;
    }
    var ownOutput = type.isSingle() ? ownOutputHash() : null;
    return TaprootSignatureHash.of(transaction, input, type, ownOutput, context);
  }

  private boolean lacksOwnOutput() {
    return input >= transaction.transaction().outputs().size();
  }

  /** Kept, since the output may be large and a tapscript may sign for it many times. */
  private Bytes ownOutputHash() {
    var hash = ownOutputHash;
    if (hash == null) {
      var out = new ByteWriter();
      transaction.transaction().outputs().get(input).write(out);
      hash = new Sha256().update(out).finish();
      ownOutputHash = hash;
    }
    return hash;
  }

  private static Bytes finish(Sha256 beforeType, HashType type) {
    return beforeType.fork().update(new ByteWriter(4).int32(type.bits())).finishTwice();
  }
}
