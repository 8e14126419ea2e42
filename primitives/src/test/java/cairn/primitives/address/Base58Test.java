package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base58Test {
  @TestFactory
  Stream<DynamicNode> readsAndWritesAsCoreDoes() {
    return Vectors.json(
        "core",
        "base58_encode_decode",
        file ->
            file.valueStream()
                .map(row -> {
                  var bytes = Bytes.fromHex(row.get(0).asString());
                  var text = row.get(1).asString();
                  return dynamicTest(
                      "\"" + text + "\"",
                      () -> {
                        assertThat(Base58.encode(bytes)).isEqualTo(text);
                        assertThat(Base58.decode(text, bytes.length())).isEqualTo(bytes);
                        assertThat(failure(text, bytes.length() - 1)).isEqualTo(LENGTH);
                      });
                }));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decodeUndoesEncode(long seed) throws TextException {
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var array = new byte[random.nextInt(90)];
      random.nextBytes(array);
      int zeros = random.nextInt(array.length + 1);
      if (random.nextBoolean()) {
        Arrays.fill(array, 0, zeros, (byte) 0);
      }
      var bytes = Bytes.wrap(array);
      assertThat(Base58.decode(Base58.encode(bytes), array.length)).isEqualTo(bytes);
      assertThat(Base58.decodeChecked(Base58.encodeChecked(bytes), array.length)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "bad0IOl", "good\u00e9", "2g\0", "2 g", "skip \r\f\u000b\n\t a"})
  void refusesOtherCharacters(String text) {
    assertThat(failure(text, 100)).isEqualTo(CHARACTER);
  }

  @Test
  void pointsAtTheWrongCharacter() {
    var failure = catchThrowableOfType(TextException.class, () -> Base58.decode(" 2gO", 100));
    assertThat(failure.positions()).containsExactly(3);
  }

  @Test
  void skipsWhitespaceAround() throws TextException {
    assertThat(Base58.decode(" \t\n\u000b\f\r skip \r\f\u000b\n\t ", 3))
        .isEqualTo(Bytes.fromHex("971a55"));
  }

  @Test
  void refusesAVeryLongTextAtOnce() {
    assertThat(failure("z".repeat(10_000_000), 100)).isEqualTo(LENGTH);
    assertThat(failure("1".repeat(10_000_000), 100)).isEqualTo(LENGTH);
  }

  @Test
  void refusesAWrongChecksum() {
    assertThat(checkedFailure("1NS17iag9jJgTHD1VXjvLCEnZuQ3rJDE9M")).isEqualTo(CHECKSUM);
    assertThat(checkedFailure("2g")).isEqualTo(LENGTH);
    assertThat(checkedFailure("")).isEqualTo(LENGTH);
  }

  private static TextException.Reason failure(String text, int maxLength) {
    return catchThrowableOfType(TextException.class, () -> Base58.decode(text, maxLength)).reason();
  }

  private static TextException.Reason checkedFailure(String text) {
    return catchThrowableOfType(TextException.class, () -> Base58.decodeChecked(text, 100))
        .reason();
  }
}
