package cairn.wallet.message;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SignatureEncoding;
import cairn.primitives.sighash.HashType;
import cairn.primitives.sighash.SignatureHasher;
import cairn.primitives.sighash.SpendingTransaction;
import cairn.primitives.sighash.TaprootContext;
import org.jspecify.annotations.Nullable;

/** Single signatures of transactions. */
final class Signatures {
  private static final int SCHNORR_LENGTH = 64;

  private Signatures() {}

  /**
   * Whether a Schnorr signature is right.
   *
   * @param leafHash of the script that it stands in; null for the output's key
   */
  static boolean schnorr(
      SpendingTransaction spending,
      int input,
      Bytes signature,
      Bytes key,
      @Nullable Bytes leafHash) {
    int length = signature.length();
    if (length != SCHNORR_LENGTH && length != SCHNORR_LENGTH + 1) {
      return false;
    }
    var type =
        length == SCHNORR_LENGTH ? HashType.DEFAULT : new HashType(signature.unsigned(length - 1));
    if (!type.isDefinedForSchnorr() || (length > SCHNORR_LENGTH && type.equals(HashType.DEFAULT))) {
      return false;
    }
    var context = new TaprootContext(null, leafHash, TaprootContext.NO_CODE_SEPARATOR);
    var hash = new SignatureHasher(spending, input).taproot(type, context);
    return hash != null
        && Secp256k1.instance().verifySchnorr(key, hash, signature.slice(0, SCHNORR_LENGTH));
  }

  /** Whether an ECDSA signature is right, and written as it should be. */
  static boolean ecdsa(
      SpendingTransaction spending,
      int input,
      Bytes signature,
      Bytes key,
      Script scriptCode,
      boolean segwit) {
    if (signature.isEmpty()
        || !SignatureEncoding.isStrictDer(signature)
        || !PublicKeyEncoding.isWellFormed(key)
        || (segwit && !PublicKeyEncoding.isCompressed(key))) {
      return false;
    }
    var type = new HashType(signature.unsigned(signature.length() - 1));
    var hasher = new SignatureHasher(spending, input);
    var hash = segwit ? hasher.segwit(scriptCode, type) : hasher.legacy(scriptCode, type);
    return type.isDefinedForEcdsa()
        && Secp256k1.instance().verifyEcdsa(key, hash, signature.slice(0, signature.length() - 1));
  }
}
