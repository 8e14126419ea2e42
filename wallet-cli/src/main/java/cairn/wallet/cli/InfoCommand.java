package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.store.Settings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "info", description = "Tell about the wallet, without a node.")
final class InfoCommand extends Verb {
  @Override
  void run(Session session) throws WalletException {
    var wallet = session.wallet();
    var settings = wallet.settings();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("wallet", wallet.name());
    fields.put("network", session.network().name());
    fields.put("file", wallet.file().toString());
    fields.put("watch_only", wallet.isWatchOnly());
    settings.get(Settings.FINGERPRINT).ifPresent(value -> fields.put("fingerprint", value));
    settings
        .get(Settings.CREATED)
        .ifPresent(value ->
            fields.put("created", Instant.ofEpochSecond(Long.parseLong(value)).toString()));
    fields.put("gap_limit", wallet.gapLimit());
    fields.put("birthday", settings.get(Settings.BIRTHDAY).orElse(""));
    wallet.blocks().tip().ifPresent(tip -> fields.put("scanned_to", tip.height()));
    fields.put("transactions", wallet.transactions().count());
    fields.put("kinds", wallet.kinds());
    session.show(fields, text(fields));
  }

  /** A line for each field. */
  static String text(Map<String, Object> fields) {
    var text = new StringBuilder();
    fields.forEach(
        (name, value) -> text.append("%-14s%s%n".formatted(name.replace('_', ' '), value)));
    return text.toString();
  }
}
