package cairn.primitives.signedmessage;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cairn.primitives.Bytes;
import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.EcdsaSignature;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final SecretKey SECRET = new SecretKey(Bytes.fromHex("07".repeat(32)));
  private static final Bytes PUBLIC_KEY = Secp256k1.instance().publicKey(SECRET);
  private static final Message MESSAGE = new Message("It is mine.");

  @ParameterizedTest
  @EnumSource
  void isSignedForTheAddressThatItsSignatureIsFor(KeyAddress kind) throws TextException {
    var signature = MESSAGE.sign(SECRET, kind);
    assertThat(MessageSignature.parse(signature.text())).isEqualTo(signature);
    for (var other : KeyAddress.values()) {
      assertThat(MESSAGE.isSignedFor(other.address(PUBLIC_KEY), signature))
          .as("%s", other)
          .isEqualTo(other == asSeenByCore(kind, other));
    }
    assertThat(new Message("It is mine!").isSignedFor(kind.address(PUBLIC_KEY), signature))
        .isFalse();
  }

  /** Of all headers, Core sees only whether the key is compressed. */
  private static KeyAddress asSeenByCore(KeyAddress kind, KeyAddress other) {
    return switch (other) {
      case P2PKH_UNCOMPRESSED, P2PKH_COMPRESSED -> KeyAddress.values()[kind.ordinal() % 2];
      case P2SH_P2WPKH, P2WPKH -> kind;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 26, 43, 255})
  void takesAHeaderThatBip137DoesNotHaveForTheAddressesThatCoreHas(int header) {
    var signature = MESSAGE.sign(SECRET, KeyAddress.P2PKH_COMPRESSED);
    for (var kind : KeyAddress.values()) {
      var other = new MessageSignature(header, signature.signature());
      boolean sameKey = (header - signature.header()) % 4 == 0;
      boolean compressed = ((header - 27) & 4) != 0;
      assertThat(other.kind()).isEmpty();
      assertThat(MESSAGE.isSignedFor(kind.address(PUBLIC_KEY), other))
          .isEqualTo(
              sameKey
                  && kind
                      == (compressed
                          ? KeyAddress.P2PKH_COMPRESSED
                          : KeyAddress.P2PKH_UNCOMPRESSED));
    }
  }

  @Test
  void isNotSignedForAnAddressThatIsNotOfOneKey() {
    var signature = MESSAGE.sign(SECRET, KeyAddress.P2WPKH);
    var taproot = new Address.Taproot(PUBLIC_KEY.slice(1));
    assertThat(MESSAGE.isSignedFor(taproot, signature)).isFalse();
    assertThat(MESSAGE.isSignedFor(new Address.Anchor(), signature)).isFalse();
  }

  @Test
  void isNotSignedByNumbersThatNoKeyCanHaveMade() {
    for (var number : new String[] {"00", "ff"}) {
      var none = new EcdsaSignature(Bytes.fromHex(number.repeat(64)));
      for (int header = 27; header < 43; header++) {
        var signature = new MessageSignature(header, none);
        assertThat(MESSAGE.isSignedFor(Address.PublicKeyHash.of(PUBLIC_KEY), signature)).isFalse();
      }
    }
  }

  @Test
  void readsOnlyTheBase64ThatAnEncoderWrites() {
    var text = MESSAGE.sign(SECRET, KeyAddress.P2PKH_COMPRESSED).text();
    assertThat(text).hasSize(88).endsWith("=");
    assertThat(failure(text.substring(0, 87))).isEqualTo(CHARACTER);
    assertThat(failure(text.substring(0, 86) + "==")).isEqualTo(CHARACTER);
    assertThat(failure(text + "\n")).isEqualTo(CHARACTER);
    assertThat(failure(" " + text)).isEqualTo(CHARACTER);
    assertThat(failure("-_" + text.substring(2))).isEqualTo(CHARACTER);
    assertThat(failure("AB==")).isEqualTo(CHARACTER);
    assertThat(failure("\u00e9")).isEqualTo(CHARACTER);
  }

  @Test
  void hasNoOtherLengthThan65Bytes() {
    var text = MESSAGE.sign(SECRET, KeyAddress.P2PKH_COMPRESSED).text();
    assertThat(failure("")).isEqualTo(LENGTH);
    assertThat(failure(text.substring(0, 84))).isEqualTo(LENGTH);
    assertThat(failure("AAAA" + text)).isEqualTo(LENGTH);
  }

  @Test
  void hasAHeaderOfOneByte() {
    var signature = MESSAGE.sign(SECRET, KeyAddress.P2PKH_COMPRESSED).signature();
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageSignature(-1, signature));
    assertThatIllegalArgumentException().isThrownBy(() -> new MessageSignature(256, signature));
  }

  private static TextException.Reason failure(String text) {
    return catchThrowableOfType(TextException.class, () -> MessageSignature.parse(text)).reason();
  }
}
