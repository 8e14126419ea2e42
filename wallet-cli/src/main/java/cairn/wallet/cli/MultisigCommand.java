package cairn.wallet.cli;

import cairn.primitives.descriptor.Descriptor;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Cosigner;
import cairn.wallet.keys.PrivateDescriptor;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Settings;
import cairn.wallet.vault.Sealed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "multisig",
    description = {
      "Coins that several people's keys are needed for.",
      "Everyone shows their 'key', everyone makes the same wallet of all keys, and then 'psbt'."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MultisigCommand.Key.class, MultisigCommand.Create.class})
final class MultisigCommand extends Group {
  private static Cosigner.Form form(String name) throws WalletException {
    return Cosigner.Form.named(name)
        .orElseThrow(
            () -> WalletException.wrongUse("there are segwit, nested and taproot, not " + name));
  }

  @Command(name = "key", description = "Show this wallet's public key for the others (BIP 48).")
  static final class Key extends Verb {
    @Option(
        names = {"-t", "--type"},
        description = "segwit (usual), nested or taproot.")
    private String type = "segwit";

    @Override
    void run(Session session) throws WalletException {
      var form = form(type);
      var master =
          session
              .passwords()
              .unseal(session.wallet())
              .master()
              .orElseThrow(() -> WalletException.failed("this wallet was not made of words"));
      var key = Cosigner.key(master, form.path(session.network()), session.network().addresses());
      var fields = new LinkedHashMap<String, Object>();
      fields.put("key", key);
      session.show(fields, key);
    }
  }

  @Command(name = "create", description = "Make a wallet of all keys, of which some must sign.")
  static final class Create extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "What the new wallet is called.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "M", description = "How many must sign.")
    private int required;

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "KEY", description = "Of everyone.")
    private List<String> keys = new ArrayList<>();

    @Option(
        names = {"-t", "--type"},
        description = "segwit (usual), nested or taproot.")
    private String type = "segwit";

    @Override
    void run(Session session) throws WalletException {
      var text = form(type).descriptor(required, keys);
      if (required < 1 || required > keys.size()) {
        throw WalletException.wrongUse(
            "of %d keys %d cannot sign".formatted(keys.size(), required));
      }
      if (Set.copyOf(keys).size() < keys.size()) {
        throw WalletException.wrongUse("one of the keys is there twice");
      }
      var parsed = PrivateDescriptor.parse(text, session.network().addresses());
      if (!parsed.secrets().isEmpty()) {
        throw WalletException.wrongUse(
            "one of the keys is secret, and others could see it here; 'multisig key' shows the"
                + " public one");
      }
      var descriptors = parsed.descriptors();
      var file = session.config().files().file(name);
      NewWallet.requireAbsent(file);
      boolean watches = session.wallet().isWatchOnly();
      char[] password = watches ? new char[0] : session.passwords().existing();
      try {
        var own = own(session, password);
        var plan = Wallet.Plan.now(session.network(), session.now());
        Wallet.create(
            file, plan, session.now(), wallet -> fill(wallet, own, password, descriptors));
      } finally {
        Arrays.fill(password, '\0');
      }
      var fields = new LinkedHashMap<String, Object>();
      fields.put("wallet", name);
      fields.put("required", required);
      fields.put("keys", keys.size());
      fields.put("descriptors", descriptors.stream().map(Descriptor::toString).toList());
      session.show(
          fields,
          "Made the wallet %s; of %d keys %d must sign.\nKeep this with the words: %s"
              .formatted(name, keys.size(), required, descriptors.getFirst()));
    }

    private static void fill(
        Wallet wallet, Secrets own, char[] password, List<Descriptor> descriptors)
        throws WalletException {
      if (!own.isEmpty()) {
        wallet.seal(own, password, Sealed.USUAL_COST);
      }
      own.master()
          .ifPresent(master ->
              wallet.settings().set(Settings.FINGERPRINT, Cosigner.fingerprint(master).toHex()));
      wallet.addDescriptors(descriptors, Wallet.MULTISIG);
    }

    private Secrets own(Session session, char[] password) throws WalletException {
      var sealed = session.wallet().settings().sealed();
      if (sealed.isEmpty()) {
        return Secrets.NONE;
      }
      byte[] key = sealed.get().key(password);
      try {
        var secrets = session.wallet().unseal(key);
        var ours = secrets.master().map(master -> Cosigner.fingerprint(master).toHex());
        if (ours.isPresent() && keys.stream().noneMatch(each -> each.contains(ours.get()))) {
          throw WalletException.failed(
              "none of the keys is this wallet's own; 'multisig key' shows it");
        }
        return secrets;
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
  }
}
