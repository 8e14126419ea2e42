package cairn.wallet.cli;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.store.StoredTx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "history", description = "List what was paid and received, the latest last.")
final class HistoryCommand extends Verb {
  @Option(names = "--offline", description = "As of the last time that a node was asked.")
  private boolean offline;

  @Option(names = "--limit", paramLabel = "COUNT", description = "Only the last so many.")
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--all", description = "Also what was replaced or given up.")
  private boolean all;

  @Override
  void run(Session session) throws WalletException {
    if (limit < 0) {
      throw WalletException.wrongUse("there are no %d payments to be listed".formatted(limit));
    }
    if (!offline) {
      session.synchronize();
    }
    var wallet = session.wallet();
    var history =
        wallet.transactions().history().stream()
            .filter(stored -> all || stored.state().isLive())
            .toList();
    var labels = wallet.labels().all("tx");
    var list = new ArrayList<Object>();
    var text = new StringBuilder();
    for (var stored : history.subList(Math.max(0, history.size() - limit), history.size())) {
      list.add(fields(session, stored, labels));
      text.append(line(session, stored, labels));
    }
    session.show(list, text.toString());
  }

  private static Object fields(Session session, StoredTx stored, Map<String, String> labels)
      throws WalletException {
    var money = session.money();
    var wallet = session.wallet();
    var fields = new LinkedHashMap<String, Object>();
    var txid = stored.transaction().txid().toString();
    fields.put("txid", txid);
    fields.put("state", stored.state().toString());
    if (stored.height().isPresent()) {
      fields.put("height", stored.height().getAsInt());
    }
    fields.put("time", Instant.ofEpochSecond(stored.time()).toString());
    fields.put("amount", money.json(stored.received() - stored.spent()));
    if (stored.allInputsOurs()) {
      fields.put("fee", money.json(stored.feeSats()));
    }
    var to = new ArrayList<Object>();
    for (var output : stored.transaction().outputs()) {
      var one = new LinkedHashMap<String, Object>();
      one.put("address", address(wallet, output.scriptPubKey()));
      one.put("amount", money.json(output.value().sats()));
      one.put("mine", wallet.keychains().find(output.scriptPubKey()).isPresent());
      to.add(one);
    }
    fields.put("outputs", to);
    fields.put("label", labels.getOrDefault(txid, ""));
    return fields;
  }

  private static String address(Wallet wallet, Script script) {
    return Address.of(script)
        .map(address -> address.text(wallet.format()))
        .orElse("script " + script);
  }

  private static String line(Session session, StoredTx stored, Map<String, String> labels) {
    var txid = stored.transaction().txid().toString();
    var time = Instant.ofEpochSecond(stored.time()).toString().replace("T", " ").replace("Z", "");
    long amount = stored.received() - stored.spent();
    return "%s  %s%s  %s  %s %s%n"
        .formatted(
            time,
            amount > 0 ? "+" : "",
            session.money().text(amount),
            txid,
            stored.height().isPresent()
                ? "block " + stored.height().getAsInt()
                : stored.state().toString(),
            Plain.line(labels.getOrDefault(txid, "")));
  }
}
