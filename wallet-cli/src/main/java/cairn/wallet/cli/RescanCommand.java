package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.sync.NodeChain;
import cairn.wallet.sync.Synchronizer;
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
    int tip = new NodeChain(session.node(), session.network()).tip().height();
    if (from < 0 || from > tip) {
      throw WalletException.wrongUse("there is no height %d, but 0 to %d".formatted(from, tip));
    }
    new Synchronizer(session.wallet(), session.node()).forget(from);
    int height = session.synchronize().height();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("from", from);
    fields.put("height", height);
    fields.put("transactions", session.wallet().transactions().count());
    session.show(fields, "Read the blocks %d to %d.".formatted(from, height));
  }
}
