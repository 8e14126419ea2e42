package cairn.rpc.blockchain;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands;
import java.util.concurrent.CompletableFuture;

/** {@code preciousblock}: prefers a block to others with as much work. */
public final class PreciousBlock extends BlockCommand {
  public PreciousBlock(Ledger ledger) {
    super(
        ledger,
        "preciousblock",
        "Prefers a block to others with as much work, as if it had come first.",
        "A later call replaces an earlier one, and a restart ends it.");
  }

  @Override
  CompletableFuture<Void> give(LedgerCommands commands, IndexedBlock block) {
    return commands.prefer(block);
  }
}
