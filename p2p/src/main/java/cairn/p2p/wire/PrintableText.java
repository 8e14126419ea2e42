package cairn.p2p.wire;

/** What a peer has sent, made fit to be printed (Core's SanitizeString). */
public final class PrintableText {
  private static final String PUNCTUATION = " .,;-_/:?@()";

  private PrintableText() {}

  /** The text without the characters that might do something to a terminal or a log. */
  public static String of(String text) {
    return text.chars()
        .filter(PrintableText::isHarmless)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || PUNCTUATION.indexOf(character) >= 0;
  }
}
