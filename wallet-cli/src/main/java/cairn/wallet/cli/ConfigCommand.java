package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

@Command(
    name = "config",
    description = "What is configured.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConfigCommand.Show.class)
final class ConfigCommand extends Group {
  @Command(name = "show", description = "Show each setting, and what says so.")
  static final class Show extends Verb {
    @Override
    void run(Session session) throws WalletException {
      var fields = new LinkedHashMap<String, Object>();
      var text = new StringBuilder();
      for (var setting : Setting.values()) {
        var resolved = session.config().resolve(setting);
        var value =
            setting.isSecret() && !resolved.value().isEmpty() ? "(not shown)" : resolved.value();
        var each = new LinkedHashMap<String, Object>();
        each.put("value", value);
        each.put("source", resolved.source());
        fields.put(setting.key().replace('-', '_'), each);
        text.append("%-15s%-40s (%s)%n".formatted(setting.key(), value, resolved.source()));
      }
      session.show(fields, text.toString());
    }
  }
}
