package cairn.wallet.cli;

import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.EnglishWords;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "restore",
    description = {
      "Make a wallet of the words of another.",
      "Its coins are found at the next command."
    })
final class RestoreCommand extends Verb {
  @Option(
      names = "--words-file",
      paramLabel = "FILE",
      description = "Read the words from a file; '-' is standard input.")
  private @Nullable String wordsFile;

  @Option(names = "--passphrase", description = "The words had a passphrase: ask for it.")
  private boolean passphrase;

  @Option(
      names = "--birthday",
      paramLabel = "WHEN",
      description = "A date (2026-01-31) or a height before which it had no coins.")
  private @Nullable String birthday;

  @Option(
      names = "--gap-limit",
      paramLabel = "COUNT",
      description = "After how many addresses without payment there are no others; 20.")
  private int gapLimit = Wallet.USUAL_GAP_LIMIT;

  @Override
  void run(Session session) throws WalletException {
    var file = session.config().files().file(session.config().get(Setting.WALLET));
    NewWallet.requireAbsent(file);
    if (gapLimit < 1 || gapLimit > 100_000) {
      throw WalletException.wrongUse("a gap limit is 1 to 100000, not " + gapLimit);
    }
    var plan = new Wallet.Plan(session.network(), gapLimit, birthday());
    var mnemonic = EnglishWords.load().parse(words(session));
    var master = NewWallet.master(mnemonic, NewWallet.passphrase(session, passphrase));
    NewWallet.write(session, file, master, plan);
    var fields = new LinkedHashMap<String, Object>();
    NewWallet.describe(fields, session, file);
    session.show(
        fields, "Made the wallet " + fields.get("wallet") + "; 'balance' looks for its coins.");
  }

  private String words(Session session) throws WalletException {
    var from = wordsFile;
    if (from == null) {
      char[] typed = session.prompter().secret("Words (not shown): ");
      return new String(typed);
    }
    return InputFile.text("the words' file", from);
  }

  private String birthday() throws WalletException {
    var said = birthday;
    if (said == null) {
      return "height:0";
    }
    if (said.matches("[0-9]{1,9}")) {
      return "height:" + said;
    }
    try {
      return "time:" + LocalDate.parse(said).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeException e) {
      throw WalletException.wrongUse(
          "a birthday is a date such as 2026-01-31, or a height: " + said);
    }
  }
}
