package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "balance", description = "Tell how much money there is.")
final class BalanceCommand extends Verb {
  @Option(names = "--offline", description = "As of the last time that a node was asked.")
  private boolean offline;

  @Override
  void run(Session session) throws WalletException {
    int height =
        offline
            ? session.wallet().blocks().tip().map(tip -> tip.height()).orElse(0)
            : session.synchronize().height();
    long confirmed = 0;
    long change = 0;
    long incoming = 0;
    long immature = 0;
    for (var coin : session.wallet().transactions().unspent()) {
      long value = coin.value().sats();
      if (!coin.isMature(height)) {
        immature += value;
      } else if (coin.height().isPresent()) {
        confirmed += value;
      } else if (coin.own()) {
        change += value;
      } else {
        incoming += value;
      }
    }
    var money = session.money();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("confirmed", money.json(confirmed));
    fields.put("unconfirmed_own", money.json(change));
    fields.put("unconfirmed_incoming", money.json(incoming));
    fields.put("immature", money.json(immature));
    fields.put("total", money.json(confirmed + change + incoming + immature));
    fields.put("height", height);
    var text = new StringBuilder(money.text(confirmed));
    append(text, change, "of your own in no block yet", money);
    append(text, incoming, "coming, in no block yet", money);
    append(text, immature, "of mined blocks, not to be spent yet", money);
    session.show(fields, text.toString());
  }

  private static void append(StringBuilder text, long sats, String what, Money money) {
    if (sats != 0) {
      text.append("\n").append(money.text(sats)).append(' ').append(what);
    }
  }
}
