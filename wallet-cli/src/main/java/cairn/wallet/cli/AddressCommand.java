package cairn.wallet.cli;

import cairn.primitives.address.Address;
import cairn.primitives.address.TextException;
import cairn.wallet.WalletException;
import cairn.wallet.store.Keychain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "address",
    description = "Addresses to be paid at.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AddressCommand.New.class, AddressCommand.All.class, AddressCommand.Verify.class})
final class AddressCommand extends Group {
  @Command(name = "new", description = "Hand out an address that nobody was given before.")
  static final class New extends Verb {
    @Option(
        names = {"-t", "--type"},
        paramLabel = "TYPE",
        description = "segwit (usual), taproot, nested, legacy, multisig or imported.")
    private @Nullable String type;

    @Option(names = "--label", description = "What it is for.")
    private @Nullable String label;

    @Option(names = "--amount", description = "Ask for so much, in a BIP 21 URI.")
    private @Nullable String amount;

    @Option(names = "--qr", description = "Show it as a QR code, too.")
    private boolean qr;

    @Override
    void run(Session session) throws WalletException {
      var wallet = session.wallet();
      var asked = amount;
      long sats = asked == null ? 0 : session.money().parse(asked);
      var keychain = wallet.keychain(Optional.ofNullable(type), false);
      int[] position = {0};
      wallet
          .database()
          .atomically(() -> {
            position[0] =
                keychain.descriptor().isRange() ? wallet.keychains().handOut(keychain) : 0;
            wallet.extend();
          });
      if (wallet.mayHaveBeenUsed()) {
        session.warn(
            "the chain was not read since this wallet was restored: others may have been given this"
                + " address before; 'balance' reads it");
      }
      if (position[0] - keychain.used() > wallet.gapLimit()) {
        session.warn(
            "the last %d addresses were not paid: restored from words, a wallet with a gap limit of %d will not find this one"
                .formatted(position[0] - keychain.used() - 1, wallet.gapLimit()));
      }
      var address = keychain.address(position[0], wallet.format());
      if (label != null) {
        wallet.labels().set("addr", address, label);
      }
      var uri = new PaymentUri(address, sats, Optional.ofNullable(label), Optional.empty()).text();
      var fields = new LinkedHashMap<String, Object>();
      fields.put("address", address);
      fields.put("type", keychain.kind());
      fields.put("position", position[0]);
      fields.put("uri", uri);
      session.show(
          fields,
          (asked == null ? address : address + "\n" + uri) + (qr ? "\n" + QrText.of(uri) : ""));
    }
  }

  @Command(name = "list", description = "List the addresses that were handed out or paid.")
  static final class All extends Verb {
    @Option(names = "--change", description = "Those for change, too.")
    private boolean change;

    @Override
    void run(Session session) throws WalletException {
      var wallet = session.wallet();
      var paid = wallet.transactions().receivedByScript();
      var labels = wallet.labels().all("addr");
      var list = new ArrayList<Object>();
      var text = new StringBuilder();
      for (var keychain : wallet.keychains().all()) {
        if (keychain.change() && !change) {
          continue;
        }
        int end = keychain.descriptor().isRange() ? keychain.next() : 1;
        for (int position = 0; position < end; position++) {
          var script = keychain.script(position);
          var address = keychain.findAddress(position, wallet.format()).orElse("script " + script);
          long received = paid.getOrDefault(script, 0L);
          var label = labels.getOrDefault(address, "");
          list.add(fields(session, keychain, position, address, received, label));
          text.append(
              "%-64s %-9s %s %s%n"
                  .formatted(
                      address,
                      keychain.kind(),
                      received == 0 ? "not paid" : session.money().text(received),
                      Plain.line(label)));
        }
      }
      session.show(list, text.toString());
    }

    private static Object fields(
        Session session,
        Keychain keychain,
        int position,
        String address,
        long received,
        String label) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("address", address);
      fields.put("type", keychain.kind());
      fields.put("change", keychain.change());
      fields.put("position", position);
      fields.put("received", session.money().json(received));
      fields.put("label", label);
      return fields;
    }
  }

  @Command(
      name = "verify",
      description =
          "Tell whether an address is one of this wallet's, and whether it is one at all.")
  static final class Verify extends Verb {
    @Parameters(paramLabel = "ADDRESS")
    private String address = "";

    @Override
    void run(Session session) throws WalletException {
      var wallet = session.wallet();
      Address parsed;
      try {
        parsed = Address.parse(address, wallet.format());
      } catch (TextException e) {
        throw WalletException.failed(
            "not an address of the network " + session.network() + ": " + e.getMessage());
      }
      var place = wallet.keychains().find(parsed.scriptPubKey());
      var fields = new LinkedHashMap<String, Object>();
      fields.put("address", address);
      fields.put("kind", parsed.type().toString());
      fields.put("mine", place.isPresent());
      if (place.isEmpty()) {
        session.show(fields, "A good address, and not of this wallet.");
        return;
      }
      var keychain = wallet.keychains().get(place.get().keychain());
      fields.put("type", keychain.kind());
      fields.put("change", keychain.change());
      fields.put("position", place.get().position());
      fields.put("used", wallet.keychains().isUsed(parsed.scriptPubKey()));
      session.show(
          fields,
          "An address of this wallet: %s, %s, position %d."
              .formatted(
                  keychain.kind(),
                  keychain.change() ? "for change" : "for receiving",
                  place.get().position()));
    }
  }
}
