package cairn.primitives.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.Formats;
import cairn.primitives.signing.SigningProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorTest {
  private static final String GENERATOR =
      "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
  private static final String OTHER =
      "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";

  private static Script script(String hex) {
    return new Script(Bytes.fromHex(hex.replace("G", GENERATOR)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // What Core says of them.
        "2102Gac pk(02G)#gn28ywm7",
        "512102G2102G52ae multi(1,02G,02G)#x23hxyvx",
        "5120G rawtr(G)#xsjqcczm",
        "00140000000000000000000000000000000000000000"
            + " addr(bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202)#v0fp9yyh",
        "51 raw(51)#8lvh9jxk",
        "6a raw(6a)#4mhr9ur5",
        "5120ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            + " addr(bcrt1plllllllllllllllllllllllllllllllllllllllllllllllllllse0lp4e)#f6jd6wfe",
        "4106G483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8ac"
            + " raw(4106G483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8ac)"
            + "#qhj9gd8d",
      })
  void saysMostAboutAScript(String hex, String descriptor) {
    assertThat(Descriptor.infer(script(hex), Formats.REGTEST))
        .hasToString(descriptor.replace("G", GENERATOR));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "pkh(02G)",
        "wpkh(02G)",
        "sh(wpkh(02G))",
        "sh(multi(1,02G,02H))",
        "wsh(multi(1,02G,02H))",
        "sh(wsh(pkh(02G)))",
        "wsh(and_v(v:pk(02G),older(10)))",
        "wsh(or_d(pk(02G),and_v(v:pkh(02H),after(100))))",
        "tr(G)",
        "tr(G,pk(H))",
        "tr(G,{pk(H),multi_a(1,G,H)})",
        "tr(G,and_v(v:pk(H),older(10)))",
      })
  void isFoundAgainFromWhatItExpandsTo(String text) throws Exception {
    var descriptor = text.replace("G", GENERATOR).replace("H", OTHER);
    var parsed = Descriptor.parse(descriptor, Formats.REGTEST);
    var expanded = parsed.descriptors().getFirst().expand(0, parsed.secrets()).orElseThrow();
    var script = expanded.scripts().getFirst();
    var found = Descriptor.infer(script, expanded.provider(), Formats.REGTEST);
    assertThat(plain(found)).isEqualTo(plain(parsed.descriptors().getFirst()));
  }

  /** The text without checksum and origins. */
  private static String plain(Descriptor descriptor) {
    return descriptor.toString().replaceAll("#.*", "").replaceAll("\\[[^]]*]", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "raw(51)#8lvh9jxx| Provided checksum '8lvh9jxx' does not match computed checksum"
            + " '8lvh9jxk'",
        "raw(51)#8lvh| Expected 8 character checksum, not 4 characters",
        "raw(51)#8lvh9jxk#| Multiple '#' symbols",
        "raw(\u20bf)| Invalid characters in payload",
        "raw(5)| Raw script is not hex",
        "addr(1234)| Address is not valid",
        "foo(1)| 'foo(1)' is not a valid descriptor function",
        "1234| '1234' is not a valid descriptor function",
        "raw(51| 'raw(51' is not a valid descriptor function",
        "sh(older(1))| Miniscript expressions can only be used in wsh or tr.",
        "wsh(older(1))| older(1) is not sane: witnesses without signature exist",
        "wsh(and_v(v:pk(02G),pk(02G)))| and_v(v:pk(02G),pk(02G)) is not sane: contains duplicate"
            + " public keys",
        "wsh(pk_k(02G))| pk_k(02G) is not sane",
        "wsh(and_v(pk(02G),older(1)))| and_v(pk(02G),older(1)) is invalid",
        "multi(0,02G)| Multisig threshold cannot be 0, must be at least 1",
        "multi(2,02G)| Multisig threshold cannot be larger than the number of keys; threshold is 2"
            + " but only 1 keys specified",
        "multi(a,02G)| Multi threshold 'a' is not valid",
        "tr(G,{pk(G)}| 'tr(G,{pk(G)}' is not a valid descriptor function",
        "tr(G,{pk(G)})| tr(): expected ',' after script expression",
        "pk()| pk(): No key provided",
      })
  void isRefusedInCoresWords(String descriptor, String message) {
    assertThatThrownBy(() -> Descriptor.parse(descriptor.replace("G", GENERATOR), Formats.REGTEST))
        .isInstanceOf(DescriptorException.class)
        .hasMessage(message.replace("G", GENERATOR));
  }

  @Test
  void needsTheSecretKeyOfHardenedSteps() throws Exception {
    var parsed =
        Descriptor.parse(
            "wpkh(xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSB"
                + "HNqPqm55Qn3LqFtT2emdEXVYsCzC2U/1h/*)",
            Formats.MAIN);
    var descriptor = parsed.descriptors().getFirst();
    assertThat(descriptor.isRange()).isTrue();
    assertThat(descriptor.expand(3, new SigningProvider())).isEmpty();
    assertThat(descriptor.expand(3, parsed.secrets())).isPresent();
    var secrets = new SigningProvider();
    descriptor.expandPrivate(3, parsed.secrets(), secrets);
    assertThat(secrets.hasPrivateKeys()).isTrue();
  }

  @Test
  void warnsOfLocksThatAreShorterThanTheySeem() throws Exception {
    var text = "wsh(and_v(v:pk(02" + GENERATOR + "),older(65536)))";
    assertThat(Descriptor.parse(text, Formats.MAIN).descriptors().getFirst().warnings())
        .containsExactly("height-based relative locktime: older(65536) > 65535 blocks is unsafe");
  }
}
