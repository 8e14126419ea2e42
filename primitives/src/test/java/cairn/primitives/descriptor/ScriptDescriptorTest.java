package cairn.primitives.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.address.Formats;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptDescriptorTest {
  private static final String GENERATOR =
      "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

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
    assertThat(ScriptDescriptor.of(script(hex), Formats.REGTEST))
        .isEqualTo(descriptor.replace("G", GENERATOR));
  }

  @ParameterizedTest
  @CsvSource({
    "raw(51)#8lvh9jxk, 51",
    "raw(51), 51",
    "raw(), ''",
    "addr(bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202), "
        + "00140000000000000000000000000000000000000000",
  })
  void isReadBack(String descriptor, String hex) throws Exception {
    assertThat(ScriptDescriptor.parse(descriptor, Formats.REGTEST)).isEqualTo(script(hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "raw(51)#8lvh9jxx; Provided checksum '8lvh9jxx' does not match computed checksum"
            + " '8lvh9jxk'",
        "raw(51)#8lvh; Expected 8 character checksum, not 4 characters",
        "raw(51)#8lvh9jxk#; Multiple '#' symbols",
        "raw(\u20bf); Invalid characters in payload",
        "raw(5); Raw script is not hex",
        "addr(1234); Address is not valid",
        "foo(1); 'foo' is not a valid descriptor function",
        "1234; '1234' is not a valid descriptor function",
        "raw(51; 'raw' is not a valid descriptor function",
      })
  void isRefusedInCoresWords(String descriptor, String message) {
    assertThatThrownBy(() -> ScriptDescriptor.parse(descriptor, Formats.REGTEST))
        .isInstanceOf(DescriptorException.class)
        .hasMessage(message);
  }
}
