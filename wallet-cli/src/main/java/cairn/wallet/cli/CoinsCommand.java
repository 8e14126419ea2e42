package cairn.wallet.cli;

import cairn.primitives.address.Address;
import cairn.wallet.WalletException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "coins", description = "List the coins: what was received and not spent.")
final class CoinsCommand extends Verb {
  @Option(names = "--offline", description = "As of the last time that a node was asked.")
  private boolean offline;

  @Override
  void run(Session session) throws WalletException {
    var wallet = session.wallet();
    int tip =
        offline
            ? wallet.blocks().tip().map(point -> point.height()).orElse(0)
            : session.synchronize().height();
    var frozen = wallet.labels().frozen();
    var list = new ArrayList<Object>();
    var text = new StringBuilder();
    for (var coin : wallet.transactions().unspent()) {
      var fields = new LinkedHashMap<String, Object>();
      var address =
          Address.of(coin.scriptPubKey())
              .map(known -> known.text(wallet.format()))
              .orElse("script " + coin.scriptPubKey());
      boolean spendable = coin.isMature(tip) && !frozen.contains(coin.outPoint().toString());
      fields.put("coin", coin.outPoint().toString());
      fields.put("amount", session.money().json(coin.value().sats()));
      fields.put("address", address);
      fields.put("confirmations", coin.confirmations(tip));
      fields.put("type", wallet.keychains().get(coin.keychain()).kind());
      fields.put("spendable", spendable);
      list.add(fields);
      text.append(
          "%s  %s  %s  %d confirmations%s%n"
              .formatted(
                  coin.outPoint(),
                  session.money().text(coin.value().sats()),
                  address,
                  coin.confirmations(tip),
                  spendable ? "" : ", not to be spent"));
    }
    session.show(list, text.toString());
  }
}
