package cairn.wallet.vault;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Argon2;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealedTest {
  private static final Argon2 CHEAP = new Argon2(64, 1, 1);
  private static final byte[] SECRETS = "the secrets".getBytes(StandardCharsets.UTF_8);

  private final Sealed sealed = Sealed.seal("pässword".toCharArray(), SECRETS, CHEAP);

  @Test
  void opensWithThePassword() {
    assertThat(sealed.open(sealed.key("pässword".toCharArray()))).hasValue(SECRETS);
  }

  @Test
  void staysShutWithAnother() {
    assertThat(sealed.open(sealed.key("passwort".toCharArray()))).isEmpty();
    assertThat(sealed.open(sealed.key("".toCharArray()))).isEmpty();
  }

  @Test
  void staysShutWhenABitHasChanged() {
    byte[] text = sealed.text().toArray();
    text[3] ^= 1;
    var damaged = new Sealed(CHEAP, sealed.salt(), sealed.nonce(), Bytes.wrap(text));

    assertThat(damaged.open(sealed.key("pässword".toCharArray()))).isEmpty();
  }

  @Test
  void sealsTheSameOtherwiseEachTime() {
    var again = Sealed.seal("pässword".toCharArray(), SECRETS, CHEAP);

    assertThat(again.salt()).isNotEqualTo(sealed.salt());
    assertThat(again.text()).isNotEqualTo(sealed.text());
  }
}
