package cairn.primitives.crypto;

/** Fails where libsecp256k1 cannot be loaded although there is a build for the platform. */
class NativeSecp256k1Test extends Secp256k1Contract {
  NativeSecp256k1Test() {
    super(new NativeSecp256k1());
  }
}
