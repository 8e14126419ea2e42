package cairn.wallet.cli;

import cairn.wallet.WalletException;
import picocli.CommandLine.Option;

/** Whether something is to be done that cannot be undone. */
final class Consent {
  @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before it is done (for scripts).")
  private boolean given;

  /** Whether the answer was given before. */
  boolean isGiven() {
    return given;
  }

  /**
   * Asks, unless the answer was given before.
   *
   * @param text what would be done
   * @param question ends in what is answered by yes or no
   * @throws WalletException if the user refuses, or nobody can be asked
   */
  void require(Session session, String text, String question) throws WalletException {
    if (given) {
      return;
    }
    if (!session.prompter().isInteractive()) {
      throw WalletException.wrongUse(
          "input is no terminal, so nobody can be asked; --yes does it without, --dry-run only"
              + " shows");
    }
    var asked = Plain.text(text.stripTrailing()) + "\n" + question + " (yes/no)? ";
    var answer = session.prompter().line(asked).strip();
    if (!answer.equalsIgnoreCase("yes") && !answer.equalsIgnoreCase("y")) {
      throw WalletException.refused("nothing was done");
    }
  }
}
