package cairn.node.peers;

import cairn.genesis.Network;
import cairn.ledger.LedgerConfig;
import cairn.ledger.MempoolConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** How a ledger is opened by tests of what is around it. */
final class SmallLedger {
  private SmallLedger() {}

  /** Takes little memory, and any chain for one that is up to date. */
  static LedgerConfig config(Network network, Path directory, Path blocks, InstantSource clock) {
    return new LedgerConfig(
        network,
        directory,
        blocks,
        true,
        false,
        LedgerConfig.Rebuild.NOTHING,
        16 << 20,
        1,
        0,
        0,
        LedgerConfig.NEVER_PRUNE,
        0,
        Duration.ofDays(100_000),
        MempoolConfig.DEFAULT,
        clock);
  }
}
