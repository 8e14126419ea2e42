package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptAssemblerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "DUP OP_HASH160; 76a9",
        "0 1 16 -1; 0051604f",
        "17 -2 255 4294967295; 01110182 02ff00 05ffffffff00",
        "'' 'Az'; 0002417a",
        "0x4c 0x0102; 4c0102",
        "RESERVED VERIF; 5065",
        "NOP10 CHECKSIGADD; b9ba",
      })
  void readsWords(String text, String hex) {
    assertThat(ScriptAssembler.parse(text)).isEqualTo(Script.fromHex(hex.replace(" ", "")));
  }

  @Test
  void readsNothingAsAnEmptyScript() {
    assertThat(ScriptAssembler.parse("  ")).isEqualTo(Script.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OP_1", "PUSHDATA1", "dup", "0x1", "4294967296", "'a"})
  void refusesOtherWords(String word) {
    assertThatThrownBy(() -> ScriptAssembler.parse(word))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
