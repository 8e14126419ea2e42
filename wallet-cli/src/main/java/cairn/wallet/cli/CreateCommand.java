package cairn.wallet.cli;

import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.EnglishWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "create",
    description = {
      "Make a wallet of new keys.",
      "Its words are shown once: whoever has them has the money, and without them nobody has."
    })
final class CreateCommand extends Verb {
  private static final int ASKED_BACK = 3;
  private static final int TRIES = 3;

  /** Words are shown in columns of so many, as few screens have more than 24 lines. */
  private static final int LINES = 12;

  @Option(names = "--words", paramLabel = "COUNT", description = "12 (usual) or 24 words.")
  private int words = 12;

  @Option(
      names = "--passphrase",
      description = "Ask for a passphrase, which is then as needed as the words.")
  private boolean passphrase;

  @Option(names = "--no-check", description = "Do not ask words back (for scripts).")
  private boolean unchecked;

  @Option(
      names = "--watch-only",
      description = "Without keys; 'descriptor import' says what to watch.")
  private boolean watchOnly;

  @Override
  void run(Session session) throws WalletException {
    var files = session.config().files();
    var file = files.file(session.config().get(Setting.WALLET));
    NewWallet.requireAbsent(file);
    var fields = new LinkedHashMap<String, Object>();
    if (watchOnly) {
      files.prepare();
      var plan = Wallet.Plan.now(session.network(), session.now());
      Wallet.create(file, plan, session.now(), _ -> {});
      NewWallet.describe(fields, session, file);
      session.show(
          fields, "Made the wallet " + fields.get("wallet") + ", which watches nothing yet.");
      return;
    }
    var mnemonic = EnglishWords.load().random(words);
    var seed = NewWallet.master(mnemonic, NewWallet.passphrase(session, passphrase));
    if (!unchecked) {
      showAndAsk(session, mnemonic.words());
    }
    NewWallet.write(session, file, seed, Wallet.Plan.now(session.network(), session.now()));
    NewWallet.describe(fields, session, file);
    if (unchecked) {
      fields.put("words", mnemonic.text());
    }
    session.show(
        fields,
        (unchecked ? "Words: " + mnemonic.text() + "\n" : "")
            + "Made the wallet "
            + fields.get("wallet")
            + ".");
  }

  /** Shows the words, and has some of them typed in. */
  private static void showAndAsk(Session session, List<String> words) throws WalletException {
    var shown = new StringBuilder("Write these words down, in this order:\n\n");
    for (int line = 0; line < LINES; line++) {
      for (int i = line; i < words.size(); i += LINES) {
        shown.append("%4d. %-12s".formatted(i + 1, words.get(i)));
      }
      shown.append('\n');
    }
    var prompter = session.prompter();
    prompter.lineBelow(
        shown.append('\n').toString(), "Press Enter when you have. They are not shown again. ");
    var places =
        new SplittableRandom()
            .ints(0, words.size())
            .distinct()
            .limit(ASKED_BACK)
            .sorted()
            .toArray();
    for (int place : places) {
      ask(prompter, place + 1, words.get(place));
    }
  }

  private static void ask(Prompter prompter, int number, String word) throws WalletException {
    var question = "Word %d: ".formatted(number);
    for (int tries = 1; tries <= TRIES; tries++) {
      if (prompter.line(question).strip().toLowerCase(Locale.ROOT).equals(word)) {
        return;
      }
      question = "That is not it. Word %d: ".formatted(number);
    }
    throw WalletException.failed(
        "that is not word %d; no wallet was made, begin again".formatted(number));
  }
}
