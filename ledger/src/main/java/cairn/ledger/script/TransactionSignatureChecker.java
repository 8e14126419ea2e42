package cairn.ledger.script;

import static cairn.ledger.script.LockTimeOperations.SEQUENCE_DISABLED;
import static cairn.ledger.script.ScriptError.OK;
import static cairn.ledger.script.ScriptError.SCHNORR_SIG;
import static cairn.ledger.script.ScriptError.SCHNORR_SIG_HASHTYPE;
import static cairn.ledger.script.ScriptError.SCHNORR_SIG_SIZE;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;

/** Answers for one input of a transaction. Not thread-safe. */
public final class TransactionSignatureChecker implements SignatureChecker {
  /** Lock times below are heights, from here on they are seconds since 1970. */
  private static final long LOCK_TIME_THRESHOLD = 500_000_000;

  /** The bit of a relative lock time that makes it one of time, not of blocks (BIP 68). */
  private static final long SEQUENCE_TIME = 1 << 22;

  /** The bits of a sequence that are a relative lock time (BIP 68). */
  private static final long SEQUENCE_LOCK_TIME = SEQUENCE_TIME | 0xffff;

  private static final int SCHNORR_LENGTH = 64;

  private final Transaction transaction;
  private final TxIn input;
  private final SignatureHasher hasher;
  private final SignatureVerifier signatures;

  /**
   * @param input the input's index
   */
  public TransactionSignatureChecker(
      SpendingTransaction spending, int input, SignatureVerifier signatures) {
    this.transaction = spending.transaction();
    this.input = transaction.inputs().get(input);
    this.hasher = new SignatureHasher(spending, input);
    this.signatures = signatures;
  }

  @Override
  public boolean checkLegacy(Bytes signature, Bytes publicKey, Script scriptCode) {
    return canBeRight(signature, publicKey)
        && isRight(signature, publicKey, hasher.legacy(scriptCode, EcdsaCheck.hashType(signature)));
  }

  @Override
  public boolean checkSegwit(Bytes signature, Bytes publicKey, Script scriptCode) {
    return canBeRight(signature, publicKey)
        && isRight(signature, publicKey, hasher.segwit(scriptCode, EcdsaCheck.hashType(signature)));
  }

  private static boolean canBeRight(Bytes signature, Bytes publicKey) {
    return !signature.isEmpty() && PublicKeyEncoding.isWellFormed(publicKey);
  }

  private boolean isRight(Bytes signature, Bytes publicKey, Bytes hash) {
    return signatures.verifyEcdsa(publicKey, hash, signature.slice(0, signature.length() - 1));
  }

  @Override
  public ScriptError checkTaproot(Bytes signature, Bytes publicKey, TaprootContext context) {
    int length = signature.length();
    if (length != SCHNORR_LENGTH && length != SCHNORR_LENGTH + 1) {
      return SCHNORR_SIG_SIZE;
    }
    var type = HashType.DEFAULT;
    if (length > SCHNORR_LENGTH) {
      type = new HashType(signature.unsigned(SCHNORR_LENGTH));
      if (type.equals(HashType.DEFAULT)) {
        return SCHNORR_SIG_HASHTYPE; // it is said by leaving the byte out, and in no other way
      }
    }
    var hash = hasher.taproot(type, context);
    if (hash == null) {
      return SCHNORR_SIG_HASHTYPE;
    }
    return signatures.verifySchnorr(publicKey, hash, signature.slice(0, SCHNORR_LENGTH))
        ? OK
        : SCHNORR_SIG;
  }

  /** A lock time is not in force where the sequence of every input is final; ours must not be. */
  @Override
  public boolean checkLockTime(long lockTime) {
    long ours = transaction.lockTime();
    return (lockTime < LOCK_TIME_THRESHOLD) == (ours < LOCK_TIME_THRESHOLD)
        && lockTime <= ours
        && input.sequence() != TxIn.SEQUENCE_FINAL;
  }

  @Override
  public boolean checkSequence(long sequence) {
    boolean inForce =
        Integer.compareUnsigned(transaction.version(), 2) >= 0
            && (input.sequence() & SEQUENCE_DISABLED) == 0;
    long ours = input.sequence() & SEQUENCE_LOCK_TIME;
    long theirs = sequence & SEQUENCE_LOCK_TIME;
    return inForce && (theirs < SEQUENCE_TIME) == (ours < SEQUENCE_TIME) && theirs <= ours;
  }
}
