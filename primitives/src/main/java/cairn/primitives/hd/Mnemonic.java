package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.CHECKSUM;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.WORD;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.Pbkdf2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Random bytes as words that people can write down, and the seed that is made of the words (BIP
 * 39). It does not print itself.
 *
 * <p>The bits of the entropy, then the first of its SHA-256, one for each 32, are cut into groups
 * of 11, and each group is the index of a word.
 *
 * @param entropy random bytes: 16, 20, 24, 28 or 32, for 12, 15, 18, 21 or 24 words
 */
public record Mnemonic(Bytes entropy, WordList list) {
  private static final int BITS_A_WORD = 11;
  private static final int MIN_WORDS = 12;
  private static final int MAX_WORDS = 24;

  private static final int SEED_LENGTH = 64;
  private static final int ITERATIONS = 2048;

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /**
   * Checks the entropy's length.
   *
   * @throws IllegalArgumentException if it is none of the five
   */
  public Mnemonic {
    if (entropy.length() % 4 != 0 || !isWordCount(wordCount(entropy))) {
      throw new IllegalArgumentException("no mnemonic has " + entropy.length() + " bytes");
    }
  }

  /**
   * Reads the words of a mnemonic, in any of Unicode's forms and with any space between them.
   *
   * @throws TextException with {@code LENGTH} for a number of words that no mnemonic has, with
   *     {@code WORD} and their indices for those that are not in the list, with {@code CHECKSUM} if
   *     words have been replaced by others or have changed places
   */
  public static Mnemonic parse(String text, WordList list) throws TextException {
    var words =
        SPACE.splitAsStream(WordList.normalize(text)).filter(word -> !word.isEmpty()).toList();
    if (!isWordCount(words.size())) {
      throw new TextException(LENGTH, "Invalid number of words in mnemonic: " + words.size());
    }
    var indices = indices(words, list);
    var mnemonic = new Mnemonic(entropy(indices), list);
    if (!Arrays.equals(mnemonic.indices(), indices)) {
      throw new TextException(CHECKSUM, "Invalid checksum of mnemonic");
    }
    return mnemonic;
  }

  private static int[] indices(List<String> words, WordList list) throws TextException {
    var unknown =
        IntStream.range(0, words.size())
            .filter(i -> list.indexOf(words.get(i)).isEmpty())
            .boxed()
            .toList();
    if (!unknown.isEmpty()) {
      var number = unknown.getFirst() + 1;
      throw new TextException(WORD, "Word " + number + " of mnemonic is not in the list", unknown);
    }
    return words.stream().mapToInt(word -> list.indexOf(word).orElseThrow()).toArray();
  }

  private static boolean isWordCount(int count) {
    return count >= MIN_WORDS && count <= MAX_WORDS && count % 3 == 0;
  }

  private static int wordCount(Bytes entropy) {
    return entropy.length() / 4 * 3;
  }

  private static Bytes entropy(int[] indices) {
    var entropy = new byte[indices.length / 3 * 4];
    for (int i = 0; i < entropy.length * 8; i++) {
      int bit = (indices[i / BITS_A_WORD] >> (BITS_A_WORD - 1 - i % BITS_A_WORD)) & 1;
      entropy[i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return Bytes.wrap(entropy);
  }

  private int[] indices() {
    var bytes = entropy.concat(Sha256.hash(entropy));
    var indices = new int[wordCount(entropy)];
    for (int i = 0; i < indices.length * BITS_A_WORD; i++) {
      int bit = (bytes.get(i / 8) >> (7 - i % 8)) & 1;
      indices[i / BITS_A_WORD] = (indices[i / BITS_A_WORD] << 1) | bit;
    }
    return indices;
  }

  /** The words, in Unicode's form NFKD. */
  public List<String> words() {
    return Arrays.stream(indices()).mapToObj(list.words()::get).toList();
  }

  /** The words as people write them, with the space of their language between them. */
  public String text() {
    return String.join(list.separator(), words());
  }

  /**
   * The seed, 64 bytes, for {@link ExtendedPrivateKey#master}.
   *
   * @param passphrase what the owner remembers rather than writes down, perhaps empty; each gives
   *     another seed, and none is wrong
   */
  public Bytes seed(String passphrase) {
    return seed(text(), passphrase);
  }

  /**
   * The seed of a text that need not be a mnemonic. It is a function of the text alone, so that a
   * mnemonic can be used whose list is not known here; a word that is wrong gives another seed.
   *
   * @param text the words, with one space between two of them
   */
  public static Bytes seed(String text, String passphrase) {
    return Pbkdf2.hmacSha512(
        utf8(WordList.normalize(text)),
        utf8(WordList.normalize("mnemonic" + passphrase)),
        ITERATIONS,
        SEED_LENGTH);
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Mnemonic";
  }
}
