package cairn.wallet.cli;

import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.keys.PrivateDescriptor;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Settings;
import cairn.wallet.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "import-core",
    description = {
      "Make a wallet of one of Bitcoin Core's.",
      "The file is what 'bitcoin-cli listdescriptors true' says, or without 'true' to watch only."
    })
final class ImportCoreCommand extends Verb {
  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Override
  void run(Session session) throws WalletException {
    Json export;
    try {
      export = Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw WalletException.wrongUse("no file that can be read: " + file);
    }
    var target = session.config().files().file(session.config().get(Setting.WALLET));
    NewWallet.requireAbsent(target);
    var secrets = Secrets.NONE;
    for (var each : export.get("descriptors").items()) {
      secrets =
          secrets.with(
              PrivateDescriptor.parse(each.get("desc").text(), session.network().addresses())
                  .secrets());
    }
    char[] password = secrets.isEmpty() ? new char[0] : session.passwords().fresh();
    session.config().files().prepare();
    int[] count = {0};
    var found = secrets;
    var plan = new Wallet.Plan(session.network(), Wallet.USUAL_GAP_LIMIT, birthday(export));
    try {
      Wallet.create(
          target,
          plan,
          session.now(),
          wallet -> {
            if (!found.isEmpty()) {
              wallet.seal(found, password, Sealed.USUAL_COST);
            }
            count[0] = addAll(wallet, export);
          });
    } finally {
      Arrays.fill(password, '\0');
    }
    var fields = new LinkedHashMap<String, Object>();
    NewWallet.describe(fields, session, target);
    fields.put("descriptors", count[0]);
    session.show(
        fields,
        "Made a wallet of %d descriptors; 'balance' looks for its coins.".formatted(count[0]));
  }

  private static int addAll(Wallet wallet, Json export) throws WalletException {
    int[] count = {0};
    wallet
        .database()
        .atomically(() -> {
          for (var each : export.get("descriptors").items()) {
            var parsed = PrivateDescriptor.parse(each.get("desc").text(), wallet.format());
            var next = each.get("next_index");
            for (var descriptor : parsed.descriptors()) {
              count[0] +=
                  wallet
                          .keychains()
                          .add(
                              descriptor,
                              kind(descriptor.toString()),
                              each.get("internal").isTrue(),
                              next.isNull() ? 0 : (int) next.integer())
                      ? 1
                      : 0;
            }
          }
          wallet.extend();
        });
    return count[0];
  }

  /** What kind of addresses a descriptor of Core's makes. */
  private static String kind(String descriptor) {
    if (descriptor.contains("multi")) {
      return Wallet.MULTISIG;
    }
    if (descriptor.startsWith("pkh(")) {
      return "legacy";
    }
    if (descriptor.startsWith("sh(wpkh(")) {
      return "nested";
    }
    if (descriptor.startsWith("wpkh(")) {
      return "segwit";
    }
    return descriptor.startsWith("tr(") ? "taproot" : Wallet.IMPORTED;
  }

  /** The earliest time that a descriptor's says. */
  private static String birthday(Json export) throws WalletException {
    long earliest = Long.MAX_VALUE;
    for (var each : export.get("descriptors").items()) {
      var time = each.get("timestamp");
      earliest = Math.min(earliest, time.isNull() ? 0 : time.integer());
    }
    return earliest == Long.MAX_VALUE || earliest <= 1 ? "height:0" : "time:" + earliest;
  }

  /** Has the chain read again from a height on, for what is watched now and was not before. */
  static void readAgain(Session session, int height) throws WalletException {
    var wallet = session.wallet();
    wallet
        .database()
        .atomically(() -> {
          wallet.transactions().forgetChain();
          wallet.blocks().rollBack(-1);
          wallet.settings().set(Settings.BIRTHDAY, "height:" + height);
        });
  }
}
