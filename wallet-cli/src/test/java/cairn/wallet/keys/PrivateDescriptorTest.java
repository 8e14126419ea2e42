package cairn.wallet.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Networks;
import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.signing.SigningProvider;
import cairn.wallet.WalletException;
import org.junit.jupiter.api.Test;

class PrivateDescriptorTest {
  private static final AddressFormat FORMAT = Networks.regtest().addresses();
  private static final ExtendedPrivateKey MASTER =
      ExtendedPrivateKey.master(Bytes.wrap(new byte[32])).orElseThrow();

  @Test
  void keepsThePublicKeyBelowTheLastHardenedStep() throws WalletException {
    var parsed = PrivateDescriptor.parse("wpkh(" + MASTER.text(FORMAT) + "/84h/1h/0h/0/*)", FORMAT);

    var text = parsed.descriptors().getFirst().toString();
    assertThat(text)
        .startsWith("wpkh([" + Cosigner.fingerprint(MASTER) + "/84h/1h/0h]tpub")
        .contains("/0/*)#");
    assertThat(parsed.descriptors().getFirst().expand(3, new SigningProvider())).isPresent();
    assertThat(parsed.secrets().master()).contains(MASTER);
  }

  @Test
  void findsTheSecretKeysAgain() throws WalletException {
    var parsed = PrivateDescriptor.parse("tr(" + MASTER.text(FORMAT) + "/86h/1h/0h/1/*)", FORMAT);
    var read = Secrets.decode(parsed.secrets().encode(FORMAT), FORMAT);

    assertThat(read).isEqualTo(parsed.secrets());
  }

  @Test
  void takesSingleKeysOut() throws WalletException {
    var wif = "cTpB4YiyKiBcPxnefsDpbnDxFDffjqJob8wGCEDXxgQ7zQoMXJdH";
    var parsed = PrivateDescriptor.parse("wpkh(" + wif + ")", FORMAT);

    assertThat(parsed.secrets().keys()).hasSize(1);
    assertThat(parsed.descriptors().getFirst().toString()).doesNotContain(wif);
  }

  @Test
  void refusesHardenedRanges() {
    assertThatThrownBy(
            () -> PrivateDescriptor.parse("pkh(" + MASTER.text(FORMAT) + "/0/*h)", FORMAT))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("hardened");
  }

  @Test
  void refusesADescriptorWithAWrongChecksum() {
    assertThatThrownBy(
            () -> PrivateDescriptor.parse("pkh(" + MASTER.text(FORMAT) + "/0/*)#qqqqqqqq", FORMAT))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("not a descriptor");
  }
}
