package cairn.primitives.crypto;

/** Makes the choice of an implementation, once. */
final class Secp256k1Choice {
  static final Secp256k1 INSTANCE = choose();

  private Secp256k1Choice() {}

  private static Secp256k1 choose() {
    try {
      return new NativeSecp256k1();
    } catch (UnsatisfiedLinkError e) {
      return new BouncyCastleSecp256k1("libsecp256k1 " + e.getMessage());
    }
  }
}
