package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Derives keys from a secret (RFC 5869), by the JDK. BIP 324 makes its session keys so. */
public final class Hkdf {
  private Hkdf() {}

  /**
   * HKDF with SHA-256: extract, then expand.
   *
   * @param length bytes to make, 1 to 8,160
   * @throws IllegalArgumentException if {@code length} is anything else
   */
  public static Bytes sha256(Bytes secret, Bytes salt, Bytes info, int length) {
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret.toArray())
              .addSalt(salt.toArray())
              .thenExpand(info.toArray(), length);
      return Bytes.wrap(KDF.getInstance("HKDF-SHA256").deriveData(parameters));
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("cannot derive " + length + " bytes", e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("JDK 25 has HKDF", e);
    }
  }
}
