package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.util.Optional;

/**
 * What Bitcoin does with the curve secp256k1. Thread-safe.
 *
 * <p>Public keys are bytes as they stand in scripts: 33 for a compressed key, 65 for an
 * uncompressed one (prefix 04) or a hybrid one (06 for an even y, 07 for an odd), 32 for the x-only
 * keys of BIP 340. All numbers in them are big-endian. Keys and signatures come from strangers, so
 * whatever is no key, or no signature, is an answer and not an exception: {@code false}, or empty.
 * Hashes and tweaks are computed by the caller, and one that is not 32 bytes long is an {@link
 * IllegalArgumentException}.
 */
public sealed interface Secp256k1 permits NativeSecp256k1, BouncyCastleSecp256k1 {
  /** Bytes of a BIP 340 signature, without a hash type. */
  int SCHNORR_SIGNATURE_LENGTH = 64;

  /** Bytes of a public key in ElligatorSwift. */
  int ELL_SWIFT_LENGTH = 64;

  /** libsecp256k1 where it can be loaded, else Bouncy Castle; {@code toString} says which. */
  static Secp256k1 instance() {
    return Secp256k1Choice.INSTANCE;
  }

  /**
   * Whether an ECDSA signature is right, as OP_CHECKSIG sees it: any of the DER spellings that
   * Core's {@code ecdsa_signature_parse_der_lax} understands, with a low S or a high one.
   *
   * @param publicKey compressed, uncompressed or hybrid
   * @param hash the 32 bytes that were signed
   * @param signature without the hash type byte
   */
  boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature);

  /**
   * Whether a BIP 340 signature is right.
   *
   * @param publicKey x-only
   * @param message of any length; in Bitcoin a signature hash of 32 bytes
   * @param signature 64 bytes, without the hash type byte
   */
  boolean verifySchnorr(Bytes publicKey, Bytes message, Bytes signature);

  /**
   * Whether a Taproot output key is made of an internal key and a tweak (BIP 341): whether {@code
   * outputKey} and {@code odd} are x and the oddness of y of {@code internalKey + tweak * G}.
   *
   * @param outputKey x-only
   * @param internalKey x-only
   */
  boolean isTweaked(Bytes outputKey, boolean odd, Bytes internalKey, Bytes tweak);

  /** Whether this is a public key in any spelling, hybrid included, of a point on the curve. */
  boolean isPublicKey(Bytes publicKey);

  /** Whether these 32 bytes are the x of a point on the curve. */
  boolean isXOnlyKey(Bytes key);

  /** The same key in 33 bytes; empty if it is none. */
  Optional<Bytes> compress(Bytes publicKey);

  /** The same key in 65 bytes with prefix 04; empty if it is none. */
  Optional<Bytes> decompress(Bytes publicKey);

  /** The public key that belongs to a secret one, compressed. */
  Bytes publicKey(SecretKey secret);

  /** The x-only public key that belongs to a secret one. */
  default XOnlyKey xOnlyKey(SecretKey secret) {
    return XOnlyKey.ofCompressed(publicKey(secret));
  }

  /** Signs with the nonce of RFC 6979; S is low. */
  EcdsaSignature signEcdsa(SecretKey secret, Bytes hash);

  /**
   * Signs as {@link #signEcdsa} does, with the first counter in place of RFC 6979's extra data that
   * makes R low too, so that the DER form takes 71 bytes at most with its hash type. As Core signs.
   */
  EcdsaSignature signEcdsaLowR(SecretKey secret, Bytes hash);

  /** Signs as {@link #signEcdsa} does, and says which of the possible public keys is the signer. */
  RecoverableSignature signRecoverable(SecretKey secret, Bytes hash);

  /** The compressed public key that made a signature; empty if no key can have. */
  Optional<Bytes> recover(RecoverableSignature signature, Bytes hash);

  /**
   * Signs as BIP 340 says.
   *
   * @param message of any length
   * @param auxiliary 32 bytes, best random, that go into the nonce
   * @return 64 bytes
   */
  Bytes signSchnorr(SecretKey secret, Bytes message, Bytes auxiliary);

  /** {@code -secret} modulo the curve's order. */
  SecretKey negate(SecretKey secret);

  /**
   * {@code secret + tweak} modulo the curve's order, as BIP 32 derives a child.
   *
   * @return empty if the tweak is not below the order, or the sum is zero
   */
  Optional<SecretKey> addTweak(SecretKey secret, Bytes tweak);

  /**
   * {@code publicKey + tweak * G}, as BIP 32 derives a child, compressed.
   *
   * @return empty if the key is none, the tweak is not below the order, or the sum is infinite
   */
  Optional<Bytes> addTweak(Bytes publicKey, Bytes tweak);

  /**
   * The Taproot output key {@code internalKey + tweak * G} (BIP 341).
   *
   * @param internalKey x-only
   * @return empty if the key is none, the tweak is not below the order, or the sum is infinite
   */
  Optional<XOnlyKey> addXOnlyTweak(Bytes internalKey, Bytes tweak);

  /**
   * The secret key of the Taproot output key whose internal key belongs to {@code secret}: as
   * {@link #addTweak(SecretKey, Bytes)}, after negating a secret whose public key has an odd y.
   */
  default Optional<SecretKey> addXOnlyTweak(SecretKey secret, Bytes tweak) {
    return addTweak(xOnlyKey(secret).odd() ? negate(secret) : secret, tweak);
  }

  /**
   * Diffie and Hellman's shared secret: SHA-256 of the product of both keys, compressed.
   *
   * @return 32 bytes, or empty if the key is none
   */
  Optional<Bytes> sharedSecret(SecretKey secret, Bytes publicKey);

  /**
   * The public key of a secret one, in 64 bytes that look random (ElligatorSwift, BIP 324). Each
   * key has about 2^256 such spellings.
   *
   * @param randomness 32 bytes that choose one
   */
  Bytes ellSwift(SecretKey secret, Bytes randomness);

  /** The compressed public key that 64 bytes, whatever they are, spell in ElligatorSwift. */
  Bytes decodeEllSwift(Bytes encoded);

  /**
   * The shared secret of BIP 324's handshake, 32 bytes.
   *
   * @param secret the key that {@code ours} spells
   * @param ours 64 bytes that this side has sent
   * @param theirs 64 bytes that the other side has sent, whatever they are
   * @param initiating whether this side has opened the connection
   */
  Bytes ellSwiftSharedSecret(SecretKey secret, Bytes ours, Bytes theirs, boolean initiating);
}
