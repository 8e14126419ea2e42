package cairn.primitives.psbt;

import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.HashType;
import cairn.primitives.signing.SignatureCreator;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.Signer;
import cairn.primitives.signing.SigningProvider;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fills in, signs and finalizes PSBTs. Stateless but for the rules.
 *
 * @param verifier the rules
 */
public record PsbtSigner(TransactionVerifier verifier) {
  /** How signing an input ended. */
  public enum Outcome {
    /** It is complete. */
    OK,
    /** Something is missing. */
    INCOMPLETE,
    /** It is not known what is spent, or that is not what the input names. */
    MISSING_INPUTS,
    /** Signatures must cover something else than was wanted. */
    SIGHASH_MISMATCH,
    /** There is no such transaction, by its lock times. */
    INVALID_TRANSACTION
  }

  /**
   * What to do.
   *
   * @param hashType what signatures should cover; empty for what the kind of output has by default
   * @param finalizes whether complete inputs get their scripts
   */
  public record Options(Optional<HashType> hashType, boolean finalizes) {
    /** Signs and finalizes with the usual hash types. */
    public static final Options USUAL = new Options(Optional.empty(), true);
  }

  /** Whether an input is finalized, and valid. */
  public boolean isSignedAndValid(Psbt psbt, int index) {
    var input = psbt.inputs().get(index);
    var transaction = psbt.unsigned();
    return input.spentOutput().isPresent()
        && transaction.isPresent()
        && verifier.accepts(
            transaction.get(),
            psbt.spentOutputs(),
            index,
            input.finalScriptSig,
            input.finalWitness);
  }

  /**
   * Signs an input, or does with its signatures what can be done.
   *
   * @param dummy whether to make what has only the size of signatures
   * @param missing is told what is missing
   */
  public Outcome sign(
      Psbt psbt,
      int index,
      SigningProvider provider,
      Options options,
      boolean dummy,
      SignatureData missing) {
    var transaction = psbt.unsigned();
    if (transaction.isEmpty()) {
      return Outcome.INVALID_TRANSACTION;
    }
    var input = psbt.inputs().get(index);
    var output = input.spentOutput();
    // As in Core, who only wants sizes takes no Taproot signature for right that there is.
    boolean verifiable = !dummy || output.filter(PsbtSigner::isTaproot).isEmpty();
    if (verifiable && isSignedAndValid(psbt, index)) {
      return Outcome.OK;
    }
    if (output.isEmpty()) {
      return Outcome.MISSING_INPUTS;
    }
    var type = hashType(input, output.get(), options.hashType);
    if (type.isEmpty()) {
      return Outcome.SIGHASH_MISMATCH;
    }
    var creator =
        dummy
            ? verifier.dummy()
            : verifier.creator(transaction.get(), psbt.spentOutputs(), index, type.get());
    return sign(input, output.get(), provider, creator, options.finalizes, missing);
  }

  private static Outcome sign(
      PsbtInput input,
      TxOut output,
      SigningProvider provider,
      SignatureCreator creator,
      boolean finalize,
      SignatureData missing) {
    // Without the whole transaction nobody knows that this is the amount, unless it is signed.
    boolean mustBeWitness = input.previousTransaction.isEmpty();
    var data = input.toSignatureData();
    boolean complete = Signer.sign(provider, creator, output.scriptPubKey(), data);
    if (mustBeWitness && !data.witnessed) {
      return Outcome.INCOMPLETE;
    }
    data.complete &= finalize;
    input.take(data);
    if (data.witnessed) {
      input.witnessOutput = Optional.of(output);
    }
    missing.missingKeys.addAll(data.missingKeys);
    missing.missingSignatures.addAll(data.missingSignatures);
    missing.missingRedeemScript = data.missingRedeemScript;
    missing.missingWitnessScript = data.missingWitnessScript;
    return complete ? Outcome.OK : Outcome.INCOMPLETE;
  }

  private static boolean isTaproot(TxOut output) {
    var program = output.scriptPubKey().witnessProgram();
    return program != null && program.isPayToTaproot();
  }

  /** The hash type to sign with, which the input is told unless it is usual; empty for a clash. */
  private static Optional<HashType> hashType(
      PsbtInput input, TxOut output, Optional<HashType> wanted) {
    var usual = isTaproot(output) ? HashType.DEFAULT : HashType.ALL;
    var type = wanted.orElse(usual);
    if (input.hashType.isPresent() && input.hashType.getAsInt() != type.bits()) {
      return Optional.empty();
    }
    if (!type.equals(HashType.DEFAULT) && !type.equals(usual)) {
      input.hashType = OptionalInt.of(type.bits());
    }
    return haveType(input, type) ? Optional.of(type) : Optional.empty();
  }

  private static boolean haveType(PsbtInput input, HashType type) {
    boolean isDefault = type.equals(HashType.DEFAULT);
    return (input.taprootKeySignature.isEmpty() || hasType(input.taprootKeySignature, type))
        && input.taprootScriptSignatures.values().stream()
            .allMatch(signature -> hasType(signature, type))
        && (isDefault
            || input.signatures.values().stream()
                .allMatch(one -> lastByte(one.signature()) == type.bits()));
  }

  private static boolean hasType(Bytes schnorr, HashType type) {
    return type.equals(HashType.DEFAULT)
        ? schnorr.length() == 64
        : schnorr.length() == 65 && lastByte(schnorr) == type.bits();
  }

  private static int lastByte(Bytes signature) {
    return signature.unsigned(signature.length() - 1);
  }

  /** Adds what {@code provider} knows of an output. */
  public void update(Psbt psbt, int index, SigningProvider provider) {
    if (psbt.unsigned().isEmpty()) {
      return;
    }
    var output = psbt.outputs().get(index);
    var data = output.toSignatureData();
    // To sign a transaction that spends it finds out all that there is to know.
    var spending =
        Transaction.of(2, List.of(new TxIn(OutPoint.NULL, Script.EMPTY, 0)), List.of(), 0);
    var creator =
        verifier.creator(spending, List.of(Optional.of(output.output())), 0, HashType.ALL);
    Signer.sign(provider.withoutSecrets(), creator, output.output().scriptPubKey(), data);
    output.take(data);
  }

  /**
   * Finalizes what can be.
   *
   * @return whether all inputs are
   */
  public boolean finalizeInputs(Psbt psbt) {
    if (psbt.unsigned().isEmpty()) {
      return false;
    }
    boolean complete = true;
    for (int i = 0; i < psbt.inputs().size(); i++) {
      var input = psbt.inputs().get(i);
      var type = input.hashType.stream().mapToObj(HashType::new).findFirst();
      var outcome =
          sign(psbt, i, new SigningProvider(), new Options(type, true), false, new SignatureData());
      complete &= outcome == Outcome.OK;
    }
    return complete;
  }

  /** The whole transaction, after finalizing it; empty if that cannot be done. */
  public Optional<Transaction> extract(Psbt psbt) {
    return finalizeInputs(psbt) ? psbt.withFinalScripts() : Optional.empty();
  }

  /**
   * Removes whole transactions where all that they tell is covered by signatures of Taproot, which
   * sign the amounts of all inputs.
   */
  public void dropUnneeded(Psbt psbt) {
    for (var input : psbt.inputs()) {
      var program =
          input.witnessOutput.map(output -> output.scriptPubKey().witnessProgram()).orElse(null);
      boolean coversAll =
          program != null
              && program.version() != 0
              && (input.hashType.isEmpty() || (input.hashType.getAsInt() & 0x80) == 0);
      if (!coversAll) {
        return;
      }
    }
    psbt.inputs().forEach(input -> input.previousTransaction = Optional.empty());
  }
}
