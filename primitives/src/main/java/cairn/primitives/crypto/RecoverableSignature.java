package cairn.primitives.crypto;

import java.util.Objects;

/**
 * An ECDSA signature from which its public key can be computed.
 *
 * @param recoveryId 0 to 3: bit 0 is the oddness of the nonce point's y, bit 1 whether its x is not
 *     below the curve's order
 */
public record RecoverableSignature(EcdsaSignature signature, int recoveryId) {
  public RecoverableSignature {
    Objects.checkIndex(recoveryId, 4);
  }
}
