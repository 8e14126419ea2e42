package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.sync.NodeChain;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rescan", description = "Forget what is known of the chain, and read it again.")
final class RescanCommand extends Verb {
  @Option(names = "--from", paramLabel = "HEIGHT", description = "From this height; 0.")
  private int from;

  @Override
  void run(Session session) throws WalletException {
    // Before anything is forgotten: whether this node can tell it again.
    var chain = new NodeChain(session.node(), session.network());
    int tip = chain.tip().height();
    if (from < 0 || from > tip) {
      throw WalletException.wrongUse("there is no height %d, but 0 to %d".formatted(from, tip));
    }
    int lowest = chain.lowest();
    if (from < lowest) {
      throw WalletException.failed(
          "the node prunes, and has no blocks below %d: they would be forgotten, and not read again; --from %d begins there"
              .formatted(lowest, lowest));
    }
    session.wallet().forgetChain(from);
    int height = session.synchronize().height();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("from", from);
    fields.put("height", height);
    fields.put("transactions", session.wallet().transactions().count());
    session.show(fields, "Read the blocks %d to %d.".formatted(from, height));
  }
}
