package cairn.rpc.call;

import cairn.rpc.json.Json;

/** What clients send, fit for the log. */
final class LogText {
  private static final int LONGEST = 256;

  private LogText() {}

  /** The characters that do no harm (Core's SanitizeString), of the first few. */
  static String safe(String text) {
    var safe = new StringBuilder();
    text.chars()
        .filter(c -> c < 128 && (Character.isLetterOrDigit(c) || " .,;-_/:?@()".indexOf(c) >= 0))
        .limit(LONGEST)
        .forEach(c -> safe.append((char) c));
    return safe.toString();
  }

  static String ofId(Json id) {
    return switch (id) {
      case Json.Str(var text) -> safe(text);
      case Json.Num(var text) -> safe(text);
      default -> "";
    };
  }
}
