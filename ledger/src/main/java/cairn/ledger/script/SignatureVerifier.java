package cairn.ledger.script;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Secp256k1;

/**
 * How a signature is verified once the hash that it signs is known: on the curve, or out of a
 * {@link SignatureCache}. Thread-safe.
 */
public interface SignatureVerifier {
  /** Whether an ECDSA signature, in DER of any quality and without its hash type, is right. */
  boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature);

  /** Whether a BIP 340 signature, without its hash type, is right. */
  boolean verifySchnorr(Bytes publicKey, Bytes hash, Bytes signature);

  /** Verifies every signature anew. */
  static SignatureVerifier direct() {
    return new DirectVerifier(Secp256k1.instance());
  }
}
