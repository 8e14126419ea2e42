package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Fault;
import cairn.ledger.rules.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a block that breaks a rule. Belongs to the chain thread. */
final class Refusals {
  private static final Logger log = LoggerFactory.getLogger(Chainstate.class);

  private final HeaderTree headers;
  private final BlockArchive archive;
  private final InvalidChains invalidChains;
  private final ChainListener listener;
  private long storedBlocks;

  Refusals(
      HeaderTree headers,
      BlockArchive archive,
      InvalidChains invalidChains,
      ChainListener listener) {
    this.headers = headers;
    this.archive = archive;
    this.invalidChains = invalidChains;
    this.listener = listener;
  }

  /**
   * Remembers that the block is refused, if that can never change, and tells why.
   *
   * @param tip of the chain that the coins are about
   */
  void refuse(HeaderEntry entry, Verdict.Invalid why, HeaderEntry tip) {
    log.info(
        "Block validation error: {}, block {} at height {}", why, entry.hash(), entry.height());
    if (why.reason().fault() != Fault.MUTATED) {
      var failed = headers.fail(entry, tip);
      failed.forEach(archive::changed);
      invalidChains.found(failed, tip);
      storedBlocks += failed.stream().filter(HeaderEntry::hasData).count();
    }
    listener.refused(entry, why); // whoever hears of it finds it marked
  }

  /** How many blocks, having been stored, have turned out to be invalid so far. */
  long storedBlocks() {
    return storedBlocks;
  }
}
