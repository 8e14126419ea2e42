package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class NativeSecp256k1Test extends Secp256k1Contract {
  NativeSecp256k1Test() {
    super(instance());
  }

  /** Fails where there is a build for the platform and yet it cannot be loaded. */
  static Secp256k1 instance() {
    assumeTrue(NativeBuild.ofThisPlatform().isPresent(), "no build for this platform");
    return new NativeSecp256k1();
  }

  @Test
  void isWhatTheNodeUses() {
    assertThat(Secp256k1.instance()).hasToString("libsecp256k1");
  }
}
