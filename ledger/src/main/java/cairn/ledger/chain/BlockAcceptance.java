package cairn.ledger.chain;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.Network;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.ledger.rules.BlockInContext;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedBlock;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes in headers and blocks that keep the rules which hold without the coins, whatever their
 * branch. Belongs to the chain thread.
 */
final class BlockAcceptance {
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

    /** It breaks a rule. */
    record Refused(Verdict.Invalid why) implements Taken {}
  }

  /** Takes in the header alone. */
  Acceptance header(BlockHeader header, BlockHash hash) {
    var acceptance = headers.accept(header, hash, clock.instant().getEpochSecond(), true);
    if (acceptance instanceof Acceptance.Accepted(var entry, var isNew) && isNew) {
      archive.changed(entry);
    }
    return acceptance;
  }

  /**
   * Takes in a block that has been asked for (Core's AcceptBlock): checks what can be checked
   * without its coins, and stores it.
   *
   * @param where it stands already, when block files are gone through; null to have it written
   * @param tip of the chain that the coins are about
   */
  Taken block(PreparedBlock prepared, @Nullable FilePosition where, HeaderEntry tip) {
    var block = prepared.block();
    switch (header(block.header(), block.hash())) {
      case Acceptance.Refused(var why) -> {
        return new Taken.Refused(why);
      }
      case Acceptance.Accepted(var entry, _) -> {
        if (entry.hasData()) {
          return new Taken.Stored(entry, false);
        }
        if (check(prepared, entry) instanceof Verdict.Invalid failure) {
          refusals.refuse(entry, failure, tip);
          return new Taken.Refused(failure);
        }
        store(block, entry, where);
        forkChoice.stored(entry, tip);
        return new Taken.Stored(entry, true);
      }
    }
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
