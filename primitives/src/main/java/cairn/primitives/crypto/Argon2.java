package cairn.primitives.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Derives keys from passwords, at a cost in memory that guessing has to pay, too (Argon2id version
 * 1.3, RFC 9106).
 *
 * @param memoryKib how much memory it takes, 8 at least for each lane
 * @param passes how often it goes through it, 1 at least
 * @param lanes how many processors could share the work, 1 at least
 */
public record Argon2(int memoryKib, int passes, int lanes) {
  /** Checks that there is something to do. */
  public Argon2 {
    if (passes < 1 || lanes < 1 || memoryKib < 8L * lanes) {
      throw new IllegalArgumentException(
          "no Argon2 with " + memoryKib + " KiB, " + passes + " passes and " + lanes + " lanes");
    }
  }

  /**
   * The key of a password.
   *
   * @param password is left as it is; who wants it forgotten overwrites it
   * @param salt 8 bytes at least
   * @return {@code length} bytes, which belong to the caller
   */
  public byte[] derive(byte[] password, byte[] salt, int length) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    var key = new byte[length];
    generator.generateBytes(password, key);
    return key;
  }
}
