package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.Console;

/** Asks the user, if there is one. */
public interface Prompter {
  /** Whether somebody can answer. */
  boolean isInteractive();

  /**
   * Asks for a line.
   *
   * @throws WalletException if nobody can answer, or does
   */
  String line(String question) throws WalletException;

  /**
   * Asks for a line below a text that nobody else is to see, and then takes that off the screen.
   *
   * @param text lines that fit on a small screen, each ended
   */
  default String lineBelow(String text, String question) throws WalletException {
    return line(text + question);
  }

  /** Asks for a line that is not shown; the caller overwrites it after use. */
  char[] secret(String question) throws WalletException;

  /** Asks at the terminal, where input is one. */
  @SuppressWarnings("SystemConsoleNull") // which the console of java.base is without a terminal
  static Prompter ofTerminal() {
    var console = System.console();
    return console != null && console.isTerminal() ? new AtTerminal(console) : new Nobody();
  }

  /** Somebody at a terminal. */
  record AtTerminal(Console console) implements Prompter {
    @Override
    public boolean isInteractive() {
      return true;
    }

    @Override
    public String line(String question) throws WalletException {
      var line = console.readLine("%s", question);
      if (line == null) {
        throw WalletException.refused("no answer");
      }
      return line;
    }

    @Override
    public String lineBelow(String text, String question) throws WalletException {
      var answer = line(text + question);
      if (!System.getenv().getOrDefault("TERM", "dumb").equals("dumb")) {
        console.printf("\033[%dA\r\033[J", text.lines().count() + 1).flush();
      }
      return answer;
    }

    @Override
    public char[] secret(String question) throws WalletException {
      char[] secret = console.readPassword("%s", question);
      if (secret == null) {
        throw WalletException.refused("no answer");
      }
      return secret;
    }
  }

  /** Input is no terminal: a script must say beforehand what it would be asked. */
  record Nobody() implements Prompter {
    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public String line(String question) throws WalletException {
      throw nobody(question);
    }

    @Override
    public String lineBelow(String text, String question) throws WalletException {
      throw nobody(question); // the text is not for a log
    }

    @Override
    public char[] secret(String question) throws WalletException {
      throw nobody(question);
    }

    private static WalletException nobody(String question) {
      return WalletException.wrongUse(
          "input is no terminal, so nobody can be asked '%s'; the command's --help says which option answers it"
              .formatted(question.strip()));
    }
  }
}
