package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.store.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
          text.append("%s %s  %s%n".formatted(type, label.getKey(), label.getValue()));
        }
      }
      session.show(list, text.toString());
    }
  }

  @Command(name = "export", description = "Write all labels, a line of JSON each.")
  static final class Export extends Verb {
    @Option(
        names = {"-o", "--out"},
        paramLabel = "FILE",
        description = "Write them to a file.")
    private @Nullable Path out;

    @Override
    void run(Session session) throws WalletException {
      var lines = session.wallet().labels().export();
      var text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
      if (out != null) {
        PsbtFile.write(out, text.getBytes(StandardCharsets.UTF_8));
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
    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    void run(Session session) throws WalletException {
      int count;
      try {
        count = session.wallet().labels().importAll(Files.readAllLines(file));
      } catch (IOException e) {
        throw WalletException.wrongUse("no file that can be read: " + file);
      }
      var fields = new LinkedHashMap<String, Object>();
      fields.put("labels", count);
      session.show(fields, "Took over " + count + " labels.");
    }
  }
}
