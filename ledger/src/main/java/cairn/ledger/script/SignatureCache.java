package cairn.ledger.script;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;

/**
 * Remembers signatures that were found right, so that one that was verified when its transaction
 * came is not verified again when its block comes. Thread-safe.
 *
 * <p>What is kept of a signature is a salted hash of it, its key and what it signs.
 */
public final class SignatureCache {
  private final RecentHashes right;
  private final Sha256 ecdsa;
  private final Sha256 schnorr;

  /**
   * An empty cache.
   *
   * @param maxBytes the memory that it may take: 32 bytes a signature, and a little
   * @param salt 32 bytes that nobody else knows
   */
  public SignatureCache(long maxBytes, Bytes salt) {
    right = new RecentHashes(maxBytes);
    ecdsa = Salt.withPurpose(salt, 'E');
    schnorr = Salt.withPurpose(salt, 'S');
  }

  /** For transactions that may come again in a block: keeps what {@code verifier} finds right. */
  public SignatureVerifier keeping(SignatureVerifier verifier) {
    return new Cached(verifier, true);
  }

  /** For blocks: keeps nothing, and needs what it finds no longer. */
  public SignatureVerifier releasing(SignatureVerifier verifier) {
    return new Cached(verifier, false);
  }

  private static Bytes entry(Sha256 salted, Bytes publicKey, Bytes hash, Bytes signature) {
    var rest = new ByteWriter(32 + 1 + 65 + 72);
    rest.bytes(hash).compactSize(publicKey.length()).bytes(publicKey).bytes(signature);
    return salted.fork().update(rest).finish();
  }

  private final class Cached implements SignatureVerifier {
    private final SignatureVerifier verifier;
    private final boolean keeps;

    Cached(SignatureVerifier verifier, boolean keeps) {
      this.verifier = verifier;
      this.keeps = keeps;
    }

    @Override
    public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
      if (isNoUse()) {
        return verifier.verifyEcdsa(publicKey, hash, signature);
      }
      var entry = entry(ecdsa, publicKey, hash, signature);
      return isKnown(entry) || isRight(entry, verifier.verifyEcdsa(publicKey, hash, signature));
    }

    @Override
    public boolean verifySchnorr(Bytes publicKey, Bytes hash, Bytes signature) {
      if (isNoUse()) {
        return verifier.verifySchnorr(publicKey, hash, signature);
      }
      var entry = entry(schnorr, publicKey, hash, signature);
      return isKnown(entry) || isRight(entry, verifier.verifySchnorr(publicKey, hash, signature));
    }

    /** Whether there is nothing to be found, and nothing to be kept. */
    private boolean isNoUse() {
      return !keeps && right.isEmpty();
    }

    private boolean isKnown(Bytes entry) {
      return keeps ? right.contains(entry) : right.release(entry);
    }

    private boolean isRight(Bytes entry, boolean verified) {
      if (verified && keeps) {
        right.add(entry);
      }
      return verified;
    }
  }
}
