package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.WalletException.Kind;
import cairn.wallet.json.JsonText;
import cairn.wallet.store.StoreException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/**
 * Says what is wrong, a line each: for people, or as JSON for programs.
 *
 * @param err where answers do not go
 */
record Complaints(PrintStream err, boolean json) {
  private static final int LONGEST = 1000;

  /** Says why a command has not done what it was to do; the exit status. */
  int report(Exception failure) {
    return switch (failure) {
      case WalletException expected -> error(expected.kind(), expected.text());
      case StoreException broken -> error(Kind.FAILED, String.valueOf(broken.getMessage()));
      default -> error(Kind.FAILED, "a mistake in the wallet itself: " + failure);
    };
  }

  /** Says what is wrong with the words of a command; the exit status. */
  int reportWrongUse(ParameterException failure) {
    var command = failure.getCommandLine().getCommandSpec().qualifiedName(" ");
    return error(
        Kind.WRONG_USE,
        json
            ? String.valueOf(failure.getMessage())
            : "%s. '%s --help' says what there is.".formatted(failure.getMessage(), command));
  }

  /** What is wrong, as long as a line can be read; it may quote what was typed, or a file. */
  private static String bounded(String message) {
    return message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
  }

  private int error(Kind kind, String whole) {
    var message = bounded(whole);
    if (json) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("code", kind.name().toLowerCase(Locale.ROOT));
      fields.put("message", message);
      fields.put("status", kind.status());
      err.println(JsonText.of(Map.of("error", fields), false));
    } else {
      err.println("Error: " + Plain.line(message));
    }
    return kind.status();
  }

  /** Says what is as it should not be, though the command goes on. */
  void warn(String text) {
    err.println(
        json ? JsonText.of(Map.of("warning", text), false) : "Warning: " + Plain.line(text));
  }
}
