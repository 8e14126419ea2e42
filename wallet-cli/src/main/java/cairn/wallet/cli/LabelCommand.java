package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.store.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "label",
    description = "What addresses, transactions and coins are called (BIP 329).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LabelCommand.Put.class,
      LabelCommand.All.class,
      LabelCommand.Export.class,
      LabelCommand.Import.class
    })
final class LabelCommand extends Group {
  @Command(name = "set", description = "Call something so; without LABEL, take its label away.")
  static final class Put extends Verb {
    @Parameters(index = "0", paramLabel = "WHAT", description = "An address, TXID, or TXID:N.")
    private String ref = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "LABEL")
    private @Nullable String label;

    @Override
    void run(Session session) throws WalletException {
      if (ref.matches("[0-9a-fA-F]{64}(:[0-9]+)?")) {
        ref = ref.toLowerCase(Locale.ROOT);
      }
      var type =
          ref.matches("[0-9a-f]{64}")
              ? "tx"
              : ref.matches("[0-9a-f]{64}:[0-9]+") ? "output" : "addr";
      if (type.equals("addr")) {
        Paying.script(session.wallet(), ref);
      }
      var said = label;
      if (said == null) {
        session.wallet().labels().remove(type, ref);
      } else {
        session.wallet().labels().set(type, ref, said);
      }
      var fields = new LinkedHashMap<String, Object>();
      fields.put("type", type);
      fields.put("ref", ref);
      fields.put("label", said == null ? "" : said);
      session.show(fields, "");
    }
  }

  @Command(name = "list", description = "List the labels.")
  static final class All extends Verb {
    @Override
    void run(Session session) throws WalletException {
      var list = new ArrayList<Object>();
      var text = new StringBuilder();
      for (var type : Labels.TYPES.stream().sorted().toList()) {
        for (var label : session.wallet().labels().all(type).entrySet()) {
          var fields = new LinkedHashMap<String, Object>();
          fields.put("type", type);
          fields.put("ref", label.getKey());
          fields.put("label", label.getValue());
          list.add(fields);
          text.append(
              "%s %s  %s%n"
                  .formatted(type, Plain.line(label.getKey()), Plain.line(label.getValue())));
        }
      }
      session.show(list, text.toString());
    }
  }

  @Command(name = "export", description = "Write all labels, a line of JSON each.")
  static final class Export extends Verb {
    @Mixin private OutputFile file = new OutputFile();

    @Override
    void run(Session session) throws WalletException {
      var lines = session.wallet().labels().export();
      var text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
      var out = file.path;
      if (out != null) {
        OutputFile.write(out, text.getBytes(StandardCharsets.UTF_8));
        var fields = new LinkedHashMap<String, Object>();
        fields.put("labels", lines.size());
        fields.put("file", out.toString());
        session.show(fields, "Wrote " + lines.size() + " labels to " + out);
      } else {
        session.print(text);
      }
    }
  }

  @Command(name = "import", description = "Take labels over from a file.")
  static final class Import extends Verb {
    @Parameters(paramLabel = "FILE", description = "'-' is standard input.")
    private String file = "";

    @Override
    void run(Session session) throws WalletException {
      var lines = InputFile.text("the labels' file", file).lines().toList();
      int count = session.wallet().labels().importAll(lines);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("labels", count);
      session.show(fields, "Took over " + count + " labels.");
    }
  }
}
