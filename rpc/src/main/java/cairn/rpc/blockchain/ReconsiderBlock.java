package cairn.rpc.blockchain;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands;
import java.util.concurrent.CompletableFuture;

/** {@code reconsiderblock}: takes back that a block is invalid. */
public final class ReconsiderBlock extends BlockCommand {
  public ReconsiderBlock(Ledger ledger) {
    super(
        ledger,
        "reconsiderblock",
        "Takes back that a block is invalid, and that those before it and after it are.");
  }

  @Override
  CompletableFuture<Void> give(LedgerCommands commands, IndexedBlock block) {
    return commands.reconsider(block);
  }
}
