package cairn.rpc.http;

import java.util.Optional;

/**
 * What a target asks for besides its path.
 *
 * @param target the whole of it
 */
public record Query(String target) {
  private static final int ESCAPE_LENGTH = 3;
  private static final int RADIX = 16;

  /** The value that goes by this name first; empty text if it has none. */
  public Optional<String> find(String name) {
    int start = target.indexOf('?');
    if (start < 0) {
      return Optional.empty();
    }
    int end = target.indexOf('#', start);
    for (var pair : target.substring(start + 1, end < 0 ? target.length() : end).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (decode(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
        return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** Puts the bytes in place of which %XX stands; what does not say a byte stays as it is. */
  private static String decode(String text) {
    var decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int high = text.charAt(at) == '%' ? digit(text, at + 1) : -1;
      int low = high < 0 ? -1 : digit(text, at + 2);
      if (low < 0) {
        decoded.append(text.charAt(at));
        at++;
      } else {
        decoded.append((char) (high * RADIX + low));
        at += ESCAPE_LENGTH;
      }
    }
    return decoded.toString();
  }

  private static int digit(String text, int at) {
    return at < text.length() && text.charAt(at) < 128
        ? Character.digit(text.charAt(at), RADIX)
        : -1;
  }
}
