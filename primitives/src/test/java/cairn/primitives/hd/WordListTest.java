package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.WORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Vectors;
import cairn.primitives.address.TextException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WordListTest {
  @TestFactory
  Stream<DynamicNode> readsTheListsOfBip39() {
    return Vectors.files("bips/bip39_wordlists", "", ".txt").stream()
        .map(file ->
            dynamicTest(
                file.getFileName().toString(),
                () -> {
                  var lines = Vectors.lines(file);
                  var list = WordList.parse(Vectors.text(file));
                  assertThat(list.words()).isEqualTo(lines).hasSize(WordList.SIZE);
                  for (int i = 0; i < WordList.SIZE; i++) {
                    assertThat(list.indexOf(lines.get(i))).hasValue(i);
                  }
                }));
  }

  @Test
  void comparesWordsInOneForm() throws TextException {
    var words = words();
    words.set(3, "\u00e1baco");
    var list = WordList.parse(String.join("\r\n", words));
    assertThat(list.words().get(3)).isEqualTo("a\u0301baco");
    assertThat(list).isEqualTo(WordList.parse(decomposed(words))).isNotEqualTo(list());
    assertThat(new HashSet<>(List.of(list))).contains(WordList.parse(decomposed(words)));
  }

  @Test
  void refusesAnyOtherNumberOfWords() {
    var words = words();
    assertThat(failure(words.subList(0, 2047)).reason()).isEqualTo(LENGTH);
    words.add("abc");
    assertThat(failure(words)).hasMessage("A word list has 2048 lines, not 2049");
    assertThat(failure(List.of()).reason()).isEqualTo(LENGTH);
  }

  @Test
  void saysWhichLinesAreNoWordsOfTheirOwn() {
    var words = words();
    words.set(7, "");
    words.set(8, "two words");
    words.set(9, "\ufeffabacus");
    words.set(2047, words.getFirst());
    var failure = failure(words);
    assertThat(failure.reason()).isEqualTo(WORD);
    assertThat(failure.positions()).containsExactly(7, 8, 9, 2047);
    assertThat(failure).hasMessage("Line 8 of the list is no word of its own");
  }

  /** A list of no language. */
  static WordList list() {
    try {
      return WordList.parse(String.join("\n", words()));
    } catch (TextException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> words() {
    var words = new ArrayList<String>();
    for (int i = 0; i < WordList.SIZE; i++) {
      words.add("" + letter(i / 256) + letter(i / 16 % 16) + letter(i % 16));
    }
    return words;
  }

  private static char letter(int i) {
    return (char) ('a' + i);
  }

  private static String decomposed(List<String> words) {
    return Normalizer.normalize(String.join("\n", words), Normalizer.Form.NFKD);
  }

  private static TextException failure(List<String> words) {
    return catchThrowableOfType(
        TextException.class, () -> WordList.parse(String.join("\n", words)));
  }
}
