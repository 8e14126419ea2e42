package cairn.ledger.chain;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.Network;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.ledger.rules.BlockInContext;
import cairn.ledger.rules.Fault;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedBlock;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in headers and blocks that keep the rules which hold without the coins, whatever their
 * branch. Belongs to the chain thread.
 */
final class BlockAcceptance {
  private static final Logger log = LoggerFactory.getLogger(BlockAcceptance.class);

  private final Network network;
  private final InstantSource clock;
  private final HeaderTree headers;
  private final BlockArchive archive;
  private final ForkChoice forkChoice;
  private final Refusals refusals;

  BlockAcceptance(
      Network network,
      InstantSource clock,
      HeaderTree headers,
      BlockArchive archive,
      ForkChoice forkChoice,
      Refusals refusals) {
    this.network = network;
    this.clock = clock;
    this.headers = headers;
    this.archive = archive;
    this.forkChoice = forkChoice;
    this.refusals = refusals;
  }

  /** What became of a block that was offered. */
  sealed interface Taken {
    /**
     * It is stored.
     *
     * @param isNew whether it was not before
     */
    record Stored(HeaderEntry entry, boolean isNew) implements Taken {}

    /** It was not asked for and is not wanted; its header was taken in. */
    record Ignored(HeaderEntry entry) implements Taken {}

    /**
     * It breaks a rule.
     *
     * @param entry null if its header was not taken in
     */
    record Refused(Verdict.Invalid why, @Nullable HeaderEntry entry) implements Taken {}
  }

  /**
   * Takes in the header alone.
   *
   * @param workIsEnough see {@link HeaderTree#accept}
   */
  Acceptance header(BlockHeader header, BlockHash hash, boolean workIsEnough) {
    var acceptance = headers.accept(header, hash, clock.instant().getEpochSecond(), workIsEnough);
    switch (acceptance) {
      case Acceptance.Accepted(var entry, var isNew) when isNew -> archive.changed(entry);
      case Acceptance.Accepted _ -> {}
      case Acceptance.Refused(var why) when why.reason().fault() == Fault.LOW_WORK ->
          log.debug(
              "AcceptBlockHeader: not adding new block header {}, missing anti-dos proof-of-work"
                  + " validation",
              hash);
      case Acceptance.Refused(var why) -> log.debug("AcceptBlockHeader: {}, {}", hash, why);
    }
    return acceptance;
  }

  /**
   * Takes in a block from a file (Core's AcceptBlock): checks what can be checked without its
   * coins, and stores it.
   *
   * @param where it stands already, when block files are gone through; null to have it written
   * @param tip of the chain that the coins are about
   */
  Taken block(PreparedBlock prepared, @Nullable FilePosition where, HeaderEntry tip) {
    var block = prepared.block();
    return switch (header(block.header(), block.hash(), true)) {
      case Acceptance.Refused(var why) -> new Taken.Refused(why, null);
      case Acceptance.Accepted(var entry, _) when entry.hasData() -> new Taken.Stored(entry, false);
      case Acceptance.Accepted(var entry, _) -> checkAndStore(prepared, entry, where, tip);
    };
  }

  /**
   * Takes in a block that somebody has submitted (Core's ProcessNewBlock). One that breaks a rule
   * by itself leaves no trace, as another block may have the same header: what that proves is
   * nothing that need be remembered.
   *
   * @param requested whether it is wanted whatever its branch
   * @param workIsEnough see {@link HeaderTree#accept}
   * @param tip of the chain that the coins are about
   */
  Taken submitted(
      PreparedBlock prepared, boolean requested, boolean workIsEnough, HeaderEntry tip) {
    var taken =
        prepared.contents() instanceof Verdict.Invalid failure
            ? new Taken.Refused(failure, headers.find(prepared.block().hash()))
            : takeSubmitted(prepared, requested, workIsEnough, tip);
    if (taken instanceof Taken.Refused(var why, _)) {
      log.info("ProcessNewBlock: AcceptBlock FAILED ({})", why);
    }
    return taken;
  }

  private Taken takeSubmitted(
      PreparedBlock prepared, boolean requested, boolean workIsEnough, HeaderEntry tip) {
    var block = prepared.block();
    return switch (header(block.header(), block.hash(), workIsEnough)) {
      case Acceptance.Refused(var why) -> new Taken.Refused(why, headers.find(block.hash()));
      case Acceptance.Accepted(var entry, _) when entry.hasData() -> new Taken.Stored(entry, false);
      case Acceptance.Accepted(var entry, _) when !requested && !isWanted(entry, tip) ->
          new Taken.Ignored(entry);
      case Acceptance.Accepted(var entry, _) -> checkAndStore(prepared, entry, null, tip);
    };
  }

  /**
   * Whether a block that was not asked for should be stored all the same: it may soon be part of
   * the chain, and whoever sends it cannot fill the disk with what is cheap to make.
   */
  private boolean isWanted(HeaderEntry entry, HeaderEntry tip) {
    return entry.transactionCount() == 0 // else it was here before it was pruned
        && entry.compareWork(tip) >= 0
        && entry.height() <= tip.height() + Pruner.MIN_BLOCKS_TO_KEEP
        && entry.work().compareTo(network.facts().minimumChainWork()) >= 0;
  }

  private Taken checkAndStore(
      PreparedBlock prepared, HeaderEntry entry, @Nullable FilePosition where, HeaderEntry tip) {
    if (check(prepared, entry) instanceof Verdict.Invalid failure) {
      refusals.refuse(entry, failure, tip);
      return new Taken.Refused(failure, entry);
    }
    store(prepared.block(), entry, where);
    forkChoice.stored(entry, tip);
    return new Taken.Stored(entry, true);
  }

  private Verdict check(PreparedBlock prepared, HeaderEntry entry) {
    var contents = prepared.contents();
    var previous = entry.previous();
    return contents.isValid() && previous != null
        ? BlockInContext.check(
            new PlacedBlock(prepared.block(), new Place(network.consensus(), previous)))
        : contents;
  }

  private void store(Block block, HeaderEntry entry, @Nullable FilePosition where) {
    var position = where;
    if (position == null) {
      position = archive.write(block, entry);
    } else {
      archive.adopt(position, block, entry);
    }
    boolean witness = entry.height() >= network.consensus().buried().of(BuriedDeployment.SEGWIT);
    entry.stored(position.file(), (int) position.offset(), block.transactions().size(), witness);
    entry.raise(Validity.TRANSACTIONS);
    archive.changed(entry);
  }
}
