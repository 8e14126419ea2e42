package cairn.ledger.script;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Secp256k1;

/** Verifies every signature on the curve. */
record DirectVerifier(Secp256k1 curve) implements SignatureVerifier {
  @Override
  public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
    return curve.verifyEcdsa(publicKey, hash, signature);
  }

  @Override
  public boolean verifySchnorr(Bytes publicKey, Bytes hash, Bytes signature) {
    return curve.verifySchnorr(publicKey, hash, signature);
  }
}
