package cairn.primitives.address;

import static cairn.primitives.address.Bech32.Variant.BECH32;
import static cairn.primitives.address.Bech32.Variant.BECH32M;
import static cairn.primitives.address.TextException.Reason.CHARACTER;
import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PADDING;
import static cairn.primitives.address.TextException.Reason.SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import cairn.primitives.address.Bech32.Variant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Bech32Test {
  @TestFactory
  Stream<DynamicNode> readsTheStringsOfBip173() {
    return Vectors.json("bips", "bip173", file -> strings(file, BECH32));
  }

  @TestFactory
  Stream<DynamicNode> readsTheStringsOfBip350() {
    return Vectors.json("bips", "bip350", file -> strings(file, BECH32M));
  }

  private static Stream<DynamicNode> strings(JsonNode file, Variant variant) {
    var valid =
        file.get("valid_strings").valueStream().map(row -> acceptance(row.asString(), variant));
    var invalid =
        file.get("invalid_strings")
            .valueStream()
            .map(row ->
                refusal(
                    row.get("reason").asString(), Bytes.fromHex(row.get("bytes_hex").asString())));
    return Stream.concat(valid, invalid);
  }

  private static DynamicNode acceptance(String text, Variant variant) {
    return dynamicTest(
        text,
        () -> {
          var decoded = Bech32.decode(text);
          assertThat(decoded.variant()).isEqualTo(variant);
          assertThat(decoded.encode()).isEqualTo(text.toLowerCase(Locale.ROOT));
        });
  }

  private static DynamicNode refusal(String reason, Bytes bytes) {
    var text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    return dynamicTest(
        reason + ": " + bytes,
        () -> assertThatExceptionOfType(TextException.class).isThrownBy(() -> Bech32.decode(text)));
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(failure("a1\u00e9uel5l").reason()).isEqualTo(CHARACTER);
    assertThat(failure("A12uel5l").reason()).isEqualTo(CHARACTER);
    assertThat(failure("a12oel5l").reason()).isEqualTo(CHARACTER);
    assertThat(failure("a".repeat(84) + "12uel5l").reason()).isEqualTo(LENGTH);
    assertThat(failure("").reason()).isEqualTo(SEPARATOR);
    assertThat(failure("12uel5l").reason()).isEqualTo(SEPARATOR);
    assertThat(failure("a1uel5l").reason()).isEqualTo(SEPARATOR);
    assertThat(failure("a12uel5p").reason()).isEqualTo(CHECKSUM);
  }

  /** As many wrong characters as the checksum can tell apart, in both variants. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsUpToTwoWrongCharacters(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      var groups = randomGroups(random, random.nextInt(60));
      var variant = random.nextBoolean() ? BECH32 : BECH32M;
      var text = new StringBuilder(new Bech32(variant, "hrp", groups).encode());
      var wrong =
          random.ints(4, text.length()).distinct().limit(1 + i % 2).sorted().boxed().toList();
      for (int at : wrong) {
        text.setCharAt(at, text.charAt(at) == 'q' ? 'p' : 'q');
      }
      var failure = failure(text.toString());
      assertThat(failure.reason()).isEqualTo(CHECKSUM);
      assertThat(failure).hasMessage("Invalid " + variant + " checksum");
      assertThat(failure.positions()).isEqualTo(wrong);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsThreeOrFourWrongCharactersToBeWrong(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var text = new StringBuilder(new Bech32(BECH32M, "hrp", randomGroups(random, 40)).encode());
      random
          .ints(4, text.length())
          .distinct()
          .limit(3 + i % 2)
          .forEach(at -> text.setCharAt(at, text.charAt(at) == 'q' ? 'p' : 'q'));
      assertThat(failure(text.toString()).reason()).isEqualTo(CHECKSUM);
    }
  }

  @Test
  void regroupsBitsAndBack() throws TextException {
    var random = new Random(5);
    for (int length = 0; length <= 40; length++) {
      var array = new byte[length];
      random.nextBytes(array);
      var bytes = Bytes.wrap(array);
      var groups = Bech32.groupsOf(bytes);
      assertThat(groups.length()).isEqualTo((8 * length + 4) / 5);
      assertThat(Bech32.bytesOf(groups)).isEqualTo(bytes);
    }
  }

  @Test
  void refusesPaddingThatNoBytesHave() {
    for (var groups : List.of(Bytes.of(0), Bytes.of(0, 1), Bytes.of(31, 31), Bytes.of(0, 0, 0))) {
      var failure = catchThrowableOfType(TextException.class, () -> Bech32.bytesOf(groups));
      assertThat(failure.reason()).isEqualTo(PADDING);
    }
  }

  private static Bytes randomGroups(Random random, int count) {
    var groups = new ArrayList<Integer>();
    random.ints(count, 0, 32).forEach(groups::add);
    return Bytes.of(groups.stream().mapToInt(Integer::intValue).toArray());
  }

  private static TextException failure(String text) {
    return catchThrowableOfType(TextException.class, () -> Bech32.decode(text));
  }
}
