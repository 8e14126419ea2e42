package cairn.p2p.transport;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What one end brings to BIP 324's handshake.
 *
 * @param publicKey 64 bytes that cannot be told from random ones
 * @param garbage as many random bytes as it likes, up to {@link #MAX_GARBAGE}, so that the length
 *     of a handshake does not tell what it is
 */
record V2Handshake(SecretKey secret, Bytes publicKey, Bytes garbage) {
  static final int MAX_GARBAGE = 4095;

  static V2Handshake make(RandomGenerator random) {
    var secret = Optional.<SecretKey>empty();
    while (secret.isEmpty()) {
      secret = SecretKey.of(randomBytes(random, SecretKey.LENGTH));
    }
    var entropy = randomBytes(random, 32);
    var garbage = randomBytes(random, random.nextInt(MAX_GARBAGE + 1));
    var publicKey = Secp256k1.instance().ellSwift(secret.get(), entropy);
    return new V2Handshake(secret.get(), publicKey, garbage);
  }

  /** What only the two ends know. */
  Bytes agree(Bytes theirPublicKey, boolean initiating) {
    return Secp256k1.instance().ellSwiftSharedSecret(secret, publicKey, theirPublicKey, initiating);
  }

  private static Bytes randomBytes(RandomGenerator random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
