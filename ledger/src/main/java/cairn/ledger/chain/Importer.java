package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.chain.ImportJob.Step;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the blocks of files, in whatever order they are in there and whatever is between them,
 * step by step. Belongs to the chain thread.
 *
 * <p>It goes through the files twice. The first time it reads headers alone: then it is known which
 * chain is best, so that scripts can be assumed valid; which block comes after which; and how much
 * there is to do. The second time it reads the blocks, each after the one before it, ahead of need.
 * Where a record turns out not to hold its block, because bytes are missing or too many, there may
 * be other blocks within it, which are looked for.
 */
final class Importer implements AutoCloseable {
  /** How many records are looked at in one step. */
  private static final int RECORDS = 500;

  private static final Logger log = LoggerFactory.getLogger(Importer.class);

  private final Network network;
  private final Chainstate chainstate;
  private final List<Rule<Block>> contents;
  private final ImportTally tally;
  private final RecordFinder finder;
  private final ReadAhead<BlockRecord> readAhead;
  private final Deque<BlockSource> files = new ArrayDeque<>();
  private final long invalidBefore;

  Importer(Network network, Chainstate chainstate, ImportProgress progress) {
    this.network = network;
    this.chainstate = chainstate;
    this.contents = BlockContents.rules(network);
    this.tally = new ImportTally(progress);
    this.finder = new RecordFinder(network.consensus().proofOfWork(), chainstate, tally);
    this.readAhead = new ReadAhead<>(null, chainstate.times(), new Tasks());
    this.invalidBefore = chainstate.invalidBlocks();
  }

  /** Is to go through the node's own block files, numbers 0 to {@code count} - 1. */
  void reindex(int count) {
    var blockFiles = chainstate.archive().files();
    for (int i = 0; i < count; i++) {
      int number = i;
      files.add(new BlockSource(number, () -> blockFiles.scan(number)));
    }
  }

  /** Is to go through a file of somebody else's, and copy what is new. */
  void load(Path path) {
    var magic = network.peers().magic();
    files.add(new BlockSource(BlockSource.FOREIGN, () -> BlockScanner.open(path, magic)));
  }

  /**
   * Looks at some more records, or takes in a block.
   *
   * @param settled whether all that is stored is connected, as far as it is good, and settled
   * @throws cairn.ledger.StorageException if a file cannot be read
   */
  Step step(boolean settled) {
    if (finder.findMore(RECORDS)) {
      return Step.DONE;
    }
    var file = files.poll();
    if (file != null) {
      if (file.number() != BlockSource.FOREIGN) {
        log.info("Reindexing block file blk{}.dat...", "%05d".formatted(file.number()));
      }
      finder.begin(file);
      return Step.DONE;
    }
    var next = readAhead.next();
    if (next != null) {
      takeIn(next);
      return Step.DONE;
    }
    if (!settled) {
      return Step.WAITING;
    }
    log.info("{}", report());
    return Step.OVER;
  }

  /** What has become of the blocks so far. */
  ImportReport report() {
    return tally.report(chainstate.invalidBlocks() - invalidBefore, finder.orphaned());
  }

  @Override
  public void close() {
    finder.close();
  }

  private void takeIn(ReadAhead.Ready<BlockRecord> next) {
    var block = next.subject();
    var prepared = next.prepared();
    if (prepared == null) {
      log.info("Unreadable block {} at {}", block.entry(), block.offset());
      tally.unreadable++;
      finder.findWithin(block, block.offset() + BlockHeader.LENGTH);
    } else {
      accept(block, prepared);
      long end = block.offset() + prepared.block().totalSize();
      if (end < block.end()) {
        tally.skipped(finder.findWithin(block, end));
      } else if (!prepared.contents().isValid()) {
        finder.findWithin(block, block.offset() + BlockHeader.LENGTH);
      }
    }
    tally.done(block.framedLength());
  }

  private void accept(BlockRecord block, PreparedBlock prepared) {
    switch (chainstate.accept(prepared, block.file().position(block.offset()))) {
      case Taken.Stored(_, var isNew) when isNew -> tally.imported++;
      case Taken.Stored _ -> tally.known++;
      case Taken.Ignored(var entry) -> throw new AssertionError(entry + " was wanted");
      case Taken.Refused(var why, _) -> {
        log.info("Refused block {}: {}", block.entry(), why);
        tally.refused++;
      }
    }
  }

  /** What the workers have to do; grows while it is worked on. */
  private final class Tasks implements Iterator<ReadAhead.Task<BlockRecord>> {
    @Override
    public boolean hasNext() {
      return finder.hasWanted();
    }

    @Override
    public ReadAhead.Task<BlockRecord> next() {
      var block = finder.poll();
      if (block == null) {
        throw new NoSuchElementException();
      }
      return new ReadAhead.Task<>(
          block, block.length(), chainstate.workers().prepare(() -> prepare(block)));
    }
  }

  /** On a worker: reads, parses and checks a block; null if there is none. */
  private @Nullable PreparedBlock prepare(BlockRecord record) {
    try (var scanner = record.file().open()) {
      var block = Block.read(new ByteReader(scanner.read(record.offset(), record.length())));
      return new PreparedBlock(block, Rule.firstFailure(contents, block));
    } catch (DecodeException e) {
      return null;
    }
  }
}
