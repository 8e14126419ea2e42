package cairn.primitives.crypto;

class BouncyCastleSecp256k1Test extends Secp256k1Contract {
  BouncyCastleSecp256k1Test() {
    super(new BouncyCastleSecp256k1("tested"));
  }
}
