package cairn.primitives.hd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cairn.primitives.address.TextException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "m, m",
        "\"\", m",
        "m/0, m/0",
        "0, m/0",
        "m/49'/1h/0, m/49h/1h/0",
        "1/2'/2147483647h, m/1/2h/2147483647h"
      })
  void readsAPath(String text, String canonical) throws TextException {
    var path = KeyPath.parse(text);
    assertThat(path).hasToString(canonical);
    assertThat(KeyPath.parse(canonical)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "m/",
        "/0",
        "0/",
        "m/m",
        "m0",
        "m//0",
        "0H",
        "h",
        "'",
        "0'h",
        "-1",
        "+1",
        "1 ",
        "2147483648",
        "4294967296",
        "99999999999999999999",
        "x",
        "\u0661"
      })
  void refusesAnythingElse(String text) {
    assertThatExceptionOfType(TextException.class).isThrownBy(() -> KeyPath.parse(text));
  }

  @Test
  void growsStepByStep() throws TextException {
    var path = KeyPath.EMPTY.then(ChildNumber.hardened(7)).then(ChildNumber.normal(8));
    assertThat(path).isEqualTo(KeyPath.parse("m/7h/8"));
    assertThat(path.isHardened()).isTrue();
    assertThat(KeyPath.parse("m/7/8").isHardened()).isFalse();
    assertThat(path.steps().getFirst().index()).isEqualTo(7);
  }

  @Test
  void hasNoChildWithANegativeIndex() {
    assertThatIllegalArgumentException().isThrownBy(() -> ChildNumber.normal(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> ChildNumber.hardened(-1));
  }
}
