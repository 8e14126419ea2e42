package cairn.wallet.cli;

import cairn.primitives.address.AddressFormat;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.keys.PrivateDescriptor;
import cairn.wallet.keys.Secrets;
import cairn.wallet.vault.Sealed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "import-core",
    description = {
      "Make a wallet of one of Bitcoin Core's.",
      "The file is what 'bitcoin-cli listdescriptors true' says, or without 'true' to watch only."
    })
final class ImportCoreCommand extends Verb {
  /** As many as a wallet would hand out in a lifetime, and takes minutes to make. */
  private static final int MOST_ADDRESSES = 1_000_000;

  @Parameters(paramLabel = "FILE", description = "'-' is standard input.")
  private String file = "";

  @Override
  void run(Session session) throws WalletException {
    var all = read(session.network().addresses());
    var target = session.config().files().file(session.config().get(Setting.WALLET));
    NewWallet.requireAbsent(target);
    var secrets = Secrets.NONE;
    for (var each : all) {
      secrets = secrets.with(each.parsed.secrets());
    }
    char[] password = secrets.isEmpty() ? new char[0] : session.passwords().fresh();
    session.config().files().prepare();
    int[] count = {0};
    var found = secrets;
    var plan = new Wallet.Plan(session.network(), Wallet.USUAL_GAP_LIMIT, birthday(all));
    try {
      Wallet.create(
          target,
          plan,
          session.now(),
          wallet -> {
            if (!found.isEmpty()) {
              wallet.seal(found, password, Sealed.USUAL_COST);
            }
            count[0] = addAll(wallet, all);
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

  /**
   * A descriptor, and what Core says of it.
   *
   * @param time before which it was not paid, in seconds since 1970
   */
  private record Exported(
      PrivateDescriptor parsed, boolean active, boolean change, int next, long time) {}

  /** Those of the file; those last that Core hands addresses out of, since the latest is used. */
  private List<Exported> read(AddressFormat format) throws WalletException {
    var all = new ArrayList<Exported>();
    try {
      for (var each : Json.parse(InputFile.text("the export", file)).get("descriptors").items()) {
        all.add(exported(each, format));
      }
    } catch (WalletException e) {
      throw WalletException.wrongUse(
          "not what 'listdescriptors' says: descriptor %d: %s".formatted(all.size() + 1, e.text()));
    }
    if (all.isEmpty()) {
      throw WalletException.wrongUse("there are no descriptors in " + file);
    }
    all.sort(Comparator.comparing(Exported::active));
    return all;
  }

  private static Exported exported(Json each, AddressFormat format) throws WalletException {
    long next = each.get("next_index").isNull() ? 0 : each.get("next_index").integer();
    if (next < 0 || next > MOST_ADDRESSES) {
      throw WalletException.wrongUse("%d addresses are too many".formatted(next));
    }
    return new Exported(
        PrivateDescriptor.parse(each.get("desc").text(), format),
        each.get("active").isTrue(),
        each.get("internal").isTrue(),
        (int) next,
        each.get("timestamp").isNull() ? 0 : each.get("timestamp").integer());
  }

  private static int addAll(Wallet wallet, List<Exported> all) throws WalletException {
    int[] count = {0};
    wallet
        .database()
        .atomically(() -> {
          for (var each : all) {
            for (var descriptor : each.parsed.descriptors()) {
              var kind = kind(descriptor.toString());
              boolean added = wallet.keychains().add(descriptor, kind, each.change, each.next);
              count[0] += added ? 1 : 0;
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

  /** The earliest time of all. */
  private static String birthday(List<Exported> all) {
    long earliest = all.stream().mapToLong(Exported::time).min().orElse(0);
    return earliest <= 1 ? "height:0" : "time:" + earliest;
  }
}
