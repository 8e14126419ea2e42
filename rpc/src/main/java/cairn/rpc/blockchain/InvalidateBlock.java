package cairn.rpc.blockchain;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands;
import java.util.concurrent.CompletableFuture;

/** {@code invalidateblock}: has a block count as invalid. */
public final class InvalidateBlock extends BlockCommand {
  public InvalidateBlock(Ledger ledger) {
    super(ledger, "invalidateblock", "Marks a block as invalid, as if it broke a rule, for good.");
  }

  @Override
  CompletableFuture<Void> give(LedgerCommands commands, IndexedBlock block) {
    // Every chain has the genesis block.
    return block.height() == 0
        ? CompletableFuture.completedFuture(null)
        : commands.invalidate(block);
  }
}
