package cairn.wallet.cli;

import cairn.primitives.descriptor.Descriptor;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.PrivateDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "descriptor",
    description = "What a wallet is made of, as text (BIP 380).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DescriptorCommand.Export.class, DescriptorCommand.Import.class})
final class DescriptorCommand extends Group {
  @Command(name = "export", description = "Show the public descriptors: enough to watch.")
  static final class Export extends Verb {
    @Override
    void run(Session session) throws WalletException {
      var list = new ArrayList<Object>();
      var text = new StringBuilder();
      for (var keychain : session.wallet().keychains().all()) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("descriptor", keychain.descriptor().toString());
        fields.put("type", keychain.kind());
        fields.put("change", keychain.change());
        fields.put("next", keychain.next());
        list.add(fields);
        text.append(keychain.descriptor()).append('\n');
      }
      session.show(list, text.toString());
    }
  }

  @Command(
      name = "import",
      description = {
        "Watch what a public descriptor describes.",
        "Of two, or of one with <0;1>, the second is for change."
      })
  static final class Import extends Verb {
    @Parameters(arity = "1..2", paramLabel = "DESCRIPTOR")
    private List<String> texts = new ArrayList<>();

    @Override
    void run(Session session) throws WalletException {
      var all = new ArrayList<Descriptor>();
      for (var text : texts) {
        var parsed = PrivateDescriptor.parse(text, session.network().addresses());
        if (!parsed.secrets().isEmpty()) {
          throw WalletException.wrongUse(
              "this descriptor has a secret key in it, which others could see here; 'import-core'"
                  + " reads a file");
        }
        all.addAll(parsed.descriptors());
      }
      int added = session.wallet().addDescriptors(all, Wallet.IMPORTED);
      var fields = new LinkedHashMap<String, Object>();
      fields.put("added", added);
      session.show(fields, "Added " + added + "; 'balance' looks for what they have.");
    }
  }
}
