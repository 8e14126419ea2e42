package cairn.primitives.crypto;

import static cairn.primitives.crypto.Libsecp256k1.CONTEXT;
import static cairn.primitives.crypto.Libsecp256k1.at;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Libsecp256k1.KeyAgreement;
import cairn.primitives.crypto.Libsecp256k1.Keys;
import cairn.primitives.crypto.Libsecp256k1.Recovery;
import cairn.primitives.crypto.Libsecp256k1.Signing;
import cairn.primitives.crypto.Libsecp256k1.Verification;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * By libsecp256k1.
 *
 * <p>The library parses a key or a signature into a form of its own and works on that. Such forms
 * live here in small arrays that die young; what the caller gives is read where it is.
 */
final class NativeSecp256k1 implements Secp256k1 {
  private static final MemorySegment NULL = MemorySegment.NULL;

  /** For what multiplies the generator by a secret; made when it is first needed. */
  private static final class Blinded {
    static final MemorySegment CONTEXT = create();

    /** Blinded, so that time and power tell less about the secret. */
    private static MemorySegment create() {
      var context = Libsecp256k1.createContext();
      var seed = new byte[32];
      new SecureRandom().nextBytes(seed);
      mustSucceed(Signing.CONTEXT_RANDOMIZE.call(context, MemorySegment.ofArray(seed)));
      return context;
    }
  }

  /**
   * @throws UnsatisfiedLinkError where the library cannot be loaded
   */
  NativeSecp256k1() {
    Libsecp256k1.requireLoaded();
  }

  @Override
  public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
    Lengths.requireHash(hash);
    byte[] compact = LaxDer.parse(signature);
    if (compact == null) {
      return false;
    }
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    var parsed = memory(Libsecp256k1.SIGNATURE);
    if (!parse(publicKey, key)
        || !Verification.ECDSA_SIGNATURE_PARSE_COMPACT.call(
            CONTEXT, parsed, MemorySegment.ofArray(compact))) {
      return false;
    }
    Verification.ECDSA_SIGNATURE_NORMALIZE.call(CONTEXT, parsed, parsed); // verify wants a low S
    return Verification.ECDSA_VERIFY.call(CONTEXT, parsed, at(hash), key);
  }

  @Override
  public boolean verifySchnorr(Bytes publicKey, Bytes message, Bytes signature) {
    var key = memory(Libsecp256k1.X_ONLY_KEY);
    return signature.length() == SCHNORR_SIGNATURE_LENGTH
        && parseXOnly(publicKey, key)
        && Verification.SCHNORRSIG_VERIFY.call(
            CONTEXT, at(signature), at(message), message.length(), key);
  }

  @Override
  public boolean isTweaked(Bytes outputKey, boolean odd, Bytes internalKey, Bytes tweak) {
    Lengths.requireTweak(tweak);
    var key = memory(Libsecp256k1.X_ONLY_KEY);
    return outputKey.length() == PublicKeyEncoding.X_ONLY_LENGTH
        && parseXOnly(internalKey, key)
        && Verification.XONLY_PUBKEY_TWEAK_ADD_CHECK.call(
            CONTEXT, at(outputKey), odd ? 1 : 0, key, at(tweak));
  }

  @Override
  public boolean isPublicKey(Bytes publicKey) {
    return parse(publicKey, memory(Libsecp256k1.PUBLIC_KEY));
  }

  @Override
  public boolean isXOnlyKey(Bytes key) {
    return parseXOnly(key, memory(Libsecp256k1.X_ONLY_KEY));
  }

  @Override
  public Optional<Bytes> compress(Bytes publicKey) {
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    return parse(publicKey, key) ? Optional.of(compressed(key)) : Optional.empty();
  }

  @Override
  public Optional<Bytes> decompress(Bytes publicKey) {
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    return parse(publicKey, key)
        ? Optional.of(
            serialize(key, PublicKeyEncoding.UNCOMPRESSED_LENGTH, Libsecp256k1.EC_UNCOMPRESSED))
        : Optional.empty();
  }

  @Override
  public Bytes publicKey(SecretKey secret) {
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    mustSucceed(Keys.EC_PUBKEY_CREATE.call(Blinded.CONTEXT, key, at(secret.bytes())));
    return compressed(key);
  }

  @Override
  public EcdsaSignature signEcdsa(SecretKey secret, Bytes hash) {
    return signEcdsa(secret, hash, NULL);
  }

  @Override
  public EcdsaSignature signEcdsaLowR(SecretKey secret, Bytes hash) {
    var signature = signEcdsa(secret, hash);
    for (int counter = 1; !signature.hasLowR(); counter++) {
      signature = signEcdsa(secret, hash, at(Rfc6979.extraData(counter)));
    }
    return signature;
  }

  private static EcdsaSignature signEcdsa(SecretKey secret, Bytes hash, MemorySegment extraData) {
    Lengths.requireHash(hash);
    var signature = memory(Libsecp256k1.SIGNATURE);
    mustSucceed(
        Signing.ECDSA_SIGN.call(
            Blinded.CONTEXT, signature, at(hash), at(secret.bytes()), NULL, extraData));
    var compact = new byte[EcdsaSignature.COMPACT_LENGTH];
    mustSucceed(
        Signing.ECDSA_SIGNATURE_SERIALIZE_COMPACT.call(
            CONTEXT, MemorySegment.ofArray(compact), signature));
    return new EcdsaSignature(Bytes.wrap(compact));
  }

  @Override
  public RecoverableSignature signRecoverable(SecretKey secret, Bytes hash) {
    Lengths.requireHash(hash);
    var signature = memory(Libsecp256k1.RECOVERABLE_SIGNATURE);
    mustSucceed(
        Recovery.ECDSA_SIGN_RECOVERABLE.call(
            Blinded.CONTEXT, signature, at(hash), at(secret.bytes()), NULL, NULL));
    var compact = new byte[EcdsaSignature.COMPACT_LENGTH];
    var recoveryId = new int[1];
    mustSucceed(
        Recovery.ECDSA_RECOVERABLE_SIGNATURE_SERIALIZE_COMPACT.call(
            CONTEXT, MemorySegment.ofArray(compact), MemorySegment.ofArray(recoveryId), signature));
    return new RecoverableSignature(new EcdsaSignature(Bytes.wrap(compact)), recoveryId[0]);
  }

  @Override
  public Optional<Bytes> recover(RecoverableSignature signature, Bytes hash) {
    Lengths.requireHash(hash);
    var parsed = memory(Libsecp256k1.RECOVERABLE_SIGNATURE);
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    return Recovery.ECDSA_RECOVERABLE_SIGNATURE_PARSE_COMPACT.call(
                CONTEXT, parsed, at(signature.signature().compact()), signature.recoveryId())
            && Recovery.ECDSA_RECOVER.call(CONTEXT, key, parsed, at(hash))
        ? Optional.of(compressed(key))
        : Optional.empty();
  }

  @Override
  public Bytes signSchnorr(SecretKey secret, Bytes message, Bytes auxiliary) {
    Lengths.requireRandomness(auxiliary);
    var keyPair = memory(Libsecp256k1.KEY_PAIR);
    mustSucceed(Signing.KEYPAIR_CREATE.call(Blinded.CONTEXT, keyPair, at(secret.bytes())));
    var signature = new byte[SCHNORR_SIGNATURE_LENGTH];
    try (var arena = Arena.ofConfined()) {
      mustSucceed(
          Signing.SCHNORRSIG_SIGN_CUSTOM.call(
              Blinded.CONTEXT,
              MemorySegment.ofArray(signature),
              at(message),
              message.length(),
              keyPair,
              Signing.extraParameters(arena, auxiliary)));
    }
    return Bytes.wrap(signature);
  }

  @Override
  public SecretKey negate(SecretKey secret) {
    var result = secret.bytes().toArray();
    mustSucceed(Keys.EC_SECKEY_NEGATE.call(CONTEXT, MemorySegment.ofArray(result)));
    return new SecretKey(Bytes.wrap(result));
  }

  @Override
  public Optional<SecretKey> addTweak(SecretKey secret, Bytes tweak) {
    Lengths.requireTweak(tweak);
    var result = secret.bytes().toArray();
    return Keys.EC_SECKEY_TWEAK_ADD.call(CONTEXT, MemorySegment.ofArray(result), at(tweak))
        ? Optional.of(new SecretKey(Bytes.wrap(result)))
        : Optional.empty();
  }

  @Override
  public Optional<Bytes> addTweak(Bytes publicKey, Bytes tweak) {
    Lengths.requireTweak(tweak);
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    return parse(publicKey, key) && Keys.EC_PUBKEY_TWEAK_ADD.call(CONTEXT, key, at(tweak))
        ? Optional.of(compressed(key))
        : Optional.empty();
  }

  @Override
  public Optional<XOnlyKey> addXOnlyTweak(Bytes internalKey, Bytes tweak) {
    Lengths.requireTweak(tweak);
    var key = memory(Libsecp256k1.X_ONLY_KEY);
    var sum = memory(Libsecp256k1.PUBLIC_KEY);
    return parseXOnly(internalKey, key)
            && Keys.XONLY_PUBKEY_TWEAK_ADD.call(CONTEXT, sum, key, at(tweak))
        ? Optional.of(XOnlyKey.ofCompressed(compressed(sum)))
        : Optional.empty();
  }

  @Override
  public Optional<Bytes> sharedSecret(SecretKey secret, Bytes publicKey) {
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    if (!parse(publicKey, key)) {
      return Optional.empty();
    }
    var shared = new byte[32];
    mustSucceed(
        KeyAgreement.ECDH.call(
            CONTEXT, MemorySegment.ofArray(shared), key, at(secret.bytes()), NULL, NULL));
    return Optional.of(Bytes.wrap(shared));
  }

  @Override
  public Bytes ellSwift(SecretKey secret, Bytes randomness) {
    Lengths.requireRandomness(randomness);
    var encoded = new byte[ELL_SWIFT_LENGTH];
    mustSucceed(
        KeyAgreement.ELLSWIFT_CREATE.call(
            Blinded.CONTEXT, MemorySegment.ofArray(encoded), at(secret.bytes()), at(randomness)));
    return Bytes.wrap(encoded);
  }

  @Override
  public Bytes decodeEllSwift(Bytes encoded) {
    Lengths.requireEllSwift(encoded);
    var key = memory(Libsecp256k1.PUBLIC_KEY);
    mustSucceed(KeyAgreement.ELLSWIFT_DECODE.call(CONTEXT, key, at(encoded)));
    return compressed(key);
  }

  @Override
  public Bytes ellSwiftSharedSecret(
      SecretKey secret, Bytes ours, Bytes theirs, boolean initiating) {
    Lengths.requireEllSwift(ours);
    Lengths.requireEllSwift(theirs);
    var shared = new byte[32];
    mustSucceed(
        KeyAgreement.ELLSWIFT_XDH.call(
            CONTEXT,
            MemorySegment.ofArray(shared),
            at(initiating ? ours : theirs),
            at(initiating ? theirs : ours),
            at(secret.bytes()),
            initiating ? 0 : 1,
            KeyAgreement.ELLSWIFT_XDH_HASH_FUNCTION_BIP324,
            NULL));
    return Bytes.wrap(shared);
  }

  @Override
  public String toString() {
    return "libsecp256k1";
  }

  private static boolean parse(Bytes publicKey, MemorySegment key) {
    return Verification.EC_PUBKEY_PARSE.call(
        CONTEXT, key, at(publicKey), (long) publicKey.length());
  }

  private static boolean parseXOnly(Bytes publicKey, MemorySegment key) {
    return publicKey.length() == PublicKeyEncoding.X_ONLY_LENGTH
        && Verification.XONLY_PUBKEY_PARSE.call(CONTEXT, key, at(publicKey));
  }

  private static Bytes compressed(MemorySegment key) {
    return serialize(key, PublicKeyEncoding.COMPRESSED_LENGTH, Libsecp256k1.EC_COMPRESSED);
  }

  private static Bytes serialize(MemorySegment key, int length, int flags) {
    var bytes = new byte[length];
    mustSucceed(
        Keys.EC_PUBKEY_SERIALIZE.call(
            CONTEXT,
            MemorySegment.ofArray(bytes),
            MemorySegment.ofArray(new long[] {length}),
            key,
            flags));
    return Bytes.wrap(bytes);
  }

  private static MemorySegment memory(int length) {
    return MemorySegment.ofArray(new byte[length]);
  }

  private static void mustSucceed(boolean success) {
    if (!success) {
      throw new AssertionError("libsecp256k1 refused arguments that are in range");
    }
  }
}
