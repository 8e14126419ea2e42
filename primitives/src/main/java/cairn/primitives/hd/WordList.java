package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.WORD;
import static java.util.stream.Collectors.toUnmodifiableMap;

import cairn.primitives.address.TextException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The 2,048 words of one language that stand for 11 bits each in a {@link Mnemonic} (BIP 39). */
public final class WordList {
  public static final int SIZE = 2048;

  private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}]+");
  private static final String IDEOGRAPHIC_SPACE = "\u3000";

  private final List<String> words;
  private final Map<String, Integer> indices;

  private WordList(List<String> words) {
    this.words = words;
    this.indices =
        IntStream.range(0, SIZE)
            .boxed()
            .collect(toUnmodifiableMap(words::get, Function.identity()));
  }

  /**
   * Reads a list as the BIP publishes them: a word a line, the word for zero first.
   *
   * @throws TextException if the lines are not 2,048, or not all of them are words of letters alone
   *     that stand there once; the positions are indices of lines
   */
  public static WordList parse(String text) throws TextException {
    var words = normalize(text).lines().toList();
    if (words.size() != SIZE) {
      throw new TextException(LENGTH, "A word list has 2048 lines, not " + words.size());
    }
    var seen = new HashSet<String>();
    var wrong =
        IntStream.range(0, SIZE)
            .filter(i -> !LETTERS.matcher(words.get(i)).matches() || !seen.add(words.get(i)))
            .boxed()
            .toList();
    if (!wrong.isEmpty()) {
      var line = wrong.getFirst() + 1;
      throw new TextException(WORD, "Line " + line + " of the list is no word of its own", wrong);
    }
    return new WordList(words);
  }

  /** The form in which words are compared and hashed, in which accents are characters (NFKD). */
  static String normalize(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD);
  }

  /** The words in their order, in Unicode's form NFKD. */
  public List<String> words() {
    return words;
  }

  /** The index of a word in form NFKD, 0 to 2047; empty if the list does not have it. */
  OptionalInt indexOf(String word) {
    var index = indices.get(word);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** What people write between two words: a space, which in Japanese is as wide as a letter. */
  String separator() {
    var script = UnicodeScript.of(words.getFirst().codePointAt(0));
    return script == UnicodeScript.HIRAGANA ? IDEOGRAPHIC_SPACE : " ";
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof WordList other && words.equals(other.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  /** The first and the last word. */
  @Override
  public String toString() {
    return words.getFirst() + " to " + words.getLast();
  }
}
