package cairn.junit;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.crypto.SecretKey;
import java.nio.charset.StandardCharsets;

/** The key that gets the rewards in tests: always the same, so that chains are, too. */
final class FaucetKey {
  private static final String WORDS = "cairn: the faucet of tests";

  private FaucetKey() {}

  static PrivateKey get() {
    var hash = Sha256.hash(Bytes.wrap(WORDS.getBytes(StandardCharsets.US_ASCII)));
    return new PrivateKey(SecretKey.of(hash).orElseThrow(), true);
  }
}
