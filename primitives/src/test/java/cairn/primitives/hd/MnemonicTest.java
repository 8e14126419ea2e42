package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.WORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import cairn.primitives.address.Formats;
import cairn.primitives.address.TextException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MnemonicTest {
  private static final String PASSPHRASE = "TREZOR";

  private final WordList list = WordListTest.list();

  /** For each language, whether its list is known or not. */
  @TestFactory
  Stream<DynamicNode> makesTheSeedsAndKeysOfBip39() {
    return Vectors.json(
        "bips",
        "bip39_vectors",
        file ->
            file.properties().stream()
                .map(language ->
                    dynamicContainer(
                        language.getKey(),
                        rows(language).map(row -> dynamicTest(name(row), () -> assertSeed(row))))));
  }

  private static void assertSeed(JsonNode row) {
    var seed = Mnemonic.seed(mnemonic(row), PASSPHRASE);
    assertThat(seed).hasToString(row.get(2).asString());
    var master = ExtendedPrivateKey.master(seed).orElseThrow();
    assertThat(master.text(Formats.MAIN)).isEqualTo(row.get(3).asString());
  }

  @TestFactory
  Stream<DynamicNode> readsAndWritesTheMnemonicsOfBip39() {
    var lists = Vectors.files("bips/bip39_wordlists", "", ".txt");
    return Vectors.json(
        "bips",
        "bip39_vectors",
        file ->
            file.properties().stream()
                .flatMap(language ->
                    listOf(language.getKey(), lists).stream()
                        .map(path ->
                            dynamicContainer(
                                language.getKey(), mnemonics(language, wordList(path))))));
  }

  private static Stream<DynamicNode> mnemonics(
      Map.Entry<String, JsonNode> language, WordList list) {
    return rows(language).map(row -> dynamicTest(name(row), () -> assertMnemonic(row, list)));
  }

  private static void assertMnemonic(JsonNode row, WordList list) throws TextException {
    var mnemonic = new Mnemonic(Bytes.fromHex(row.get(0).asString()), list);
    assertThat(mnemonic.text()).isEqualTo(mnemonic(row));
    assertThat(Mnemonic.parse(mnemonic(row), list)).isEqualTo(mnemonic);
    assertThat(mnemonic.seed(PASSPHRASE)).hasToString(row.get(2).asString());
  }

  private static Optional<Path> listOf(String language, List<Path> lists) {
    return lists.stream()
        .filter(file -> file.getFileName().toString().equals(language + ".txt"))
        .findFirst();
  }

  private static WordList wordList(Path file) {
    try {
      return WordList.parse(Vectors.text(file));
    } catch (TextException e) {
      throw new IllegalArgumentException(file + " is no word list", e);
    }
  }

  private static Stream<JsonNode> rows(Map.Entry<String, JsonNode> language) {
    return language.getValue().valueStream();
  }

  private static String name(JsonNode row) {
    return row.get(0).asString();
  }

  private static String mnemonic(JsonNode row) {
    return row.get(1).asString();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 24, 28, 32})
  void readsWhatItWrites(int length) throws TextException {
    var random = new Random(length);
    for (int i = 0; i < 100; i++) {
      var entropy = new byte[length];
      random.nextBytes(entropy);
      var mnemonic = new Mnemonic(Bytes.wrap(entropy), list);
      assertThat(mnemonic.words()).hasSize(length / 4 * 3);
      assertThat(Mnemonic.parse(mnemonic.text(), list)).isEqualTo(mnemonic);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 17, 18, 33, 36})
  void isOfNoOtherLength(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mnemonic(Bytes.wrap(new byte[length]), list));
  }

  @Test
  void readsWordsWithAnySpaceBetweenThemAndInAnyForm() throws TextException {
    var text = "\n\u3000" + String.join(" \t\u3000", mnemonic().words()) + "  ";
    assertThat(Mnemonic.parse(text, list)).isEqualTo(mnemonic());
    var wide = mnemonic().text().replace('a', '\uff41');
    assertThat(Normalizer.isNormalized(wide, Normalizer.Form.NFKD)).isFalse();
    assertThat(Mnemonic.parse(wide, list)).isEqualTo(mnemonic());
  }

  @Test
  void saysWhichWordsAreNotInTheList() {
    var words = words();
    words.set(2, "zebra");
    words.set(11, words.get(11) + "s");
    var failure = failure(String.join(" ", words));
    assertThat(failure.reason()).isEqualTo(WORD);
    assertThat(failure.positions()).containsExactly(2, 11);
    assertThat(failure).hasMessage("Word 3 of mnemonic is not in the list");
    assertThat(failure(mnemonic().text().toUpperCase(Locale.ROOT)).positions()).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 9, 11, 13, 23, 25, 27, 2000})
  void refusesAnyOtherNumberOfWords(int count) {
    var failure = failure(String.join(" ", Collections.nCopies(count, "aaa")));
    assertThat(failure.reason()).isEqualTo(LENGTH);
    assertThat(failure).hasMessage("Invalid number of words in mnemonic: " + count);
  }

  /** A mnemonic of 12 words has 4 bits of checksum, and they are all in the last word. */
  @Test
  void takesOneOf16LastWords() throws TextException {
    var words = words();
    int taken = 0;
    for (var last : list.words()) {
      words.set(11, last);
      var text = String.join(" ", words);
      if (new Mnemonic(entropyOf(words), list).text().equals(text)) {
        assertThat(Mnemonic.parse(text, list).text()).isEqualTo(text);
        taken++;
      } else {
        assertThat(failure(text).reason()).isEqualTo(CHECKSUM);
      }
    }
    assertThat(taken).isEqualTo(WordList.SIZE / 16);
  }

  /** The slow, obvious way: all bits but the last in one number. */
  private Bytes entropyOf(List<String> words) {
    var bits = BigInteger.ZERO;
    for (var word : words) {
      bits = bits.shiftLeft(11).or(BigInteger.valueOf(list.indexOf(word).orElseThrow()));
    }
    var hex = bits.shiftRight(4).toString(16);
    return Bytes.fromHex("0".repeat(32 - hex.length()) + hex);
  }

  @Test
  void makesAnotherSeedOfEachPassphrase() {
    assertThat(mnemonic().seed("")).isNotEqualTo(mnemonic().seed(PASSPHRASE));
    assertThat(mnemonic().seed("\u00e1")).isEqualTo(mnemonic().seed("a\u0301"));
  }

  @Test
  void doesNotPrintItsSecrets() {
    assertThat(mnemonic()).hasToString("Mnemonic");
  }

  private Mnemonic mnemonic() {
    return new Mnemonic(Bytes.fromHex("000102030405060708090a0b0c0d0e0f"), list);
  }

  private List<String> words() {
    return new ArrayList<>(mnemonic().words());
  }

  private TextException failure(String text) {
    return catchThrowableOfType(TextException.class, () -> Mnemonic.parse(text, list));
  }
}
