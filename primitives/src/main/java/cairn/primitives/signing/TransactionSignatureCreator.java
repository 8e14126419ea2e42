package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Taproot;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Witness;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs an input of a transaction, as Core does: ECDSA with a low R, Schnorr without randomness.
 */
public final class TransactionSignatureCreator implements SignatureCreator {
  /** What takes the place of random bytes, which BIP 340 recommends and does not require. */
  private static final Bytes NO_RANDOMNESS = Bytes.wrap(new byte[32]);

  private static final long LOCK_TIME_THRESHOLD = 500_000_000;
  private static final long SEQUENCE_DISABLED = 1L << 31;
  private static final int SEQUENCE_TYPE = 1 << 22;
  private static final int SEQUENCE_MASK = SEQUENCE_TYPE | 0xffff;

  private final Transaction transaction;
  private final SpendingTransaction spending;
  private final int input;
  private final boolean allSpentKnown;
  private final HashType type;
  private final InputCheck check;

  /**
   * Prepares to sign.
   *
   * @param spending with the output that this input spends, at least
   * @param allSpentKnown whether the other outputs that are spent are in it, too; Taproot
   *     signatures cover them
   */
  public TransactionSignatureCreator(
      SpendingTransaction spending,
      int input,
      boolean allSpentKnown,
      HashType type,
      InputCheck check) {
    this.transaction = spending.transaction();
    this.spending = spending;
    this.input = input;
    this.allSpentKnown = allSpentKnown;
    this.type = type;
    this.check = check;
  }

  @Override
  public Optional<Bytes> ecdsa(
      SigningProvider provider, Bytes keyHash, Script scriptCode, boolean segwit) {
    var key = provider.privateKey(keyHash);
    boolean allowed =
        key.isPresent()
            && (!segwit
                || (key.get().compressed()
                    && spending.spentOutputs().get(input).value().inRange()));
    if (!allowed) {
      return Optional.empty();
    }
    // What is the default for Taproot is said with a byte elsewhere.
    var written = type.equals(HashType.DEFAULT) ? HashType.ALL : type;
    var hasher = new SignatureHasher(spending, input);
    var hash = segwit ? hasher.segwit(scriptCode, written) : hasher.legacy(scriptCode, written);
    var signature = Secp256k1.instance().signEcdsaLowR(key.get().secret(), hash);
    return Optional.of(signature.toDer().concat(Bytes.of(written.bits())));
  }

  @Override
  public Optional<Bytes> schnorr(
      SigningProvider provider, Bytes key, @Nullable Bytes leafHash, @Nullable Bytes merkleRoot) {
    var secret = provider.privateKeyOfXOnly(key).map(PrivateKey::secret);
    if (secret.isEmpty() || !allSpentKnown) {
      return Optional.empty();
    }
    var context = new TaprootContext(null, leafHash, TaprootContext.NO_CODE_SEPARATOR);
    var hash = new SignatureHasher(spending, input).taproot(type, context);
    if (hash == null) {
      return Optional.empty();
    }
    return tweaked(secret.get(), key, merkleRoot)
        .map(signer -> Secp256k1.instance().signSchnorr(signer, hash, NO_RANDOMNESS))
        .map(signature ->
            type.equals(HashType.DEFAULT) ? signature : signature.concat(Bytes.of(type.bits())));
  }

  private static Optional<SecretKey> tweaked(
      SecretKey secret, Bytes key, @Nullable Bytes merkleRoot) {
    return merkleRoot == null
        ? Optional.of(secret)
        : Secp256k1.instance().addXOnlyTweak(secret, Taproot.tweak(key, merkleRoot));
  }

  @Override
  public boolean isAfter(int lockTime) {
    long own = transaction.lockTime();
    return (own < LOCK_TIME_THRESHOLD) == (lockTime < LOCK_TIME_THRESHOLD)
        && lockTime <= own
        && transaction.inputs().get(input).sequence() != TxIn.SEQUENCE_FINAL;
  }

  @Override
  public boolean isOlder(int sequence) {
    long own = transaction.inputs().get(input).sequence();
    if (Integer.compareUnsigned(transaction.version(), 2) < 0 || (own & SEQUENCE_DISABLED) != 0) {
      return false;
    }
    int mine = (int) own & SEQUENCE_MASK;
    int wanted = sequence & SEQUENCE_MASK;
    return (mine < SEQUENCE_TYPE) == (wanted < SEQUENCE_TYPE) && wanted <= mine;
  }

  @Override
  public boolean accepts(Script scriptSig, Script scriptPubKey, Witness witness) {
    return check.accepts(scriptSig, scriptPubKey, witness);
  }
}
