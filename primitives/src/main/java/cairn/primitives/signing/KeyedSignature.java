package cairn.primitives.signing;

import cairn.primitives.Bytes;

/**
 * An ECDSA signature and whose it is.
 *
 * @param publicKey 33 or 65 bytes
 * @param signature DER and a hash type
 */
public record KeyedSignature(Bytes publicKey, Bytes signature) {}
