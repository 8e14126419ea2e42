package cairn.wallet.keys;

import cairn.primitives.Bytes;
import cairn.primitives.address.TextException;
import cairn.primitives.hd.Mnemonic;
import cairn.primitives.hd.WordList;
import cairn.wallet.WalletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The English words of BIP 39. */
public final class EnglishWords {
  private static final int BYTES_FOR_12_WORDS = 16;
  private static final int BYTES_FOR_24_WORDS = 32;

  private final WordList list;

  private EnglishWords(WordList list) {
    this.list = list;
  }

  /** Reads the list. */
  public static EnglishWords load() {
    try (var in = EnglishWords.class.getResourceAsStream("english.txt")) {
      if (in == null) {
        throw new IllegalStateException("no resource english.txt");
      }
      return new EnglishWords(
          WordList.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TextException e) {
      throw new IllegalStateException("english.txt: " + e.getMessage(), e);
    }
  }

  /**
   * New words.
   *
   * @param count 12 or 24
   */
  public Mnemonic random(int count) throws WalletException {
    int length =
        switch (count) {
          case 12 -> BYTES_FOR_12_WORDS;
          case 24 -> BYTES_FOR_24_WORDS;
          default -> throw WalletException.wrongUse("12 or 24 words, not " + count);
        };
    var entropy = new byte[length];
    new SecureRandom().nextBytes(entropy);
    return new Mnemonic(Bytes.wrap(entropy), list);
  }

  /**
   * Reads words, in upper or lower case.
   *
   * @throws WalletException that says which word is wrong, and which may have been meant
   */
  public Mnemonic parse(String text) throws WalletException {
    var lower = text.toLowerCase(Locale.ROOT).strip();
    try {
      return Mnemonic.parse(lower, list);
    } catch (TextException e) {
      throw WalletException.failed(
          switch (e.reason()) {
            case WORD -> unknown(List.of(lower.split("\\s+")), e.positions());
            case LENGTH ->
                "there are 12, 15, 18, 21 or 24 words, not "
                    + (lower.isEmpty() ? 0 : lower.split("\\s+").length);
            default -> "these words do not belong together: one is wrong, or their order is";
          });
    }
  }

  private String unknown(List<String> words, List<Integer> positions) {
    var messages =
        positions.stream()
            .map(i ->
                "word %d, '%s', is not in the list (perhaps '%s')"
                    .formatted(i + 1, words.get(i), nearest(words.get(i))))
            .toList();
    return String.join("; ", messages);
  }

  /** The word of the list that takes the fewest changes. */
  String nearest(String word) {
    return list.words().stream()
        .min(Comparator.comparingInt(known -> distance(word, known)))
        .orElseThrow();
  }

  /** How many letters must be put in, left out, changed or swapped with the next. */
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        least = Math.min(least, rows[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = least;
      }
    }
    return rows[a.length()][b.length()];
  }
}
