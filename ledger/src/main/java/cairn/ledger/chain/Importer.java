package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the blocks of files, in whatever order they are in there and whatever is between them.
 * Belongs to the chain thread.
 *
 * <p>It goes through the files twice. The first time it reads headers alone: then it is known which
 * chain is best, so that scripts can be assumed valid; which block comes after which; and how much
 * there is to do. The second time it reads the blocks, each after the one before it, ahead of need.
 * Where a record turns out not to hold its block, because bytes are missing or too many, there may
 * be other blocks within it, which are looked for.
 */
final class Importer {
  private static final Logger log = LoggerFactory.getLogger(Importer.class);

  private final Network network;
  private final Chainstate chainstate;
  private final List<Rule<Block>> contents;
  private final ImportTally tally;
  private final RecordFinder finder;

  Importer(Network network, Chainstate chainstate, ImportProgress progress) {
    this.network = network;
    this.chainstate = chainstate;
    this.contents = BlockContents.rules(network);
    this.tally = new ImportTally(progress);
    this.finder = new RecordFinder(network.consensus().proofOfWork(), chainstate, tally);
  }

  /** Goes through the node's own block files, numbers 0 to {@code count} - 1. */
  ImportReport reindex(int count) {
    var blockFiles = chainstate.archive().files();
    var files = new ArrayList<BlockSource>();
    for (int i = 0; i < count; i++) {
      int number = i;
      files.add(new BlockSource(number, () -> blockFiles.scan(number)));
    }
    return run(files);
  }

  /** Goes through a file of somebody else's, and copies what is new. */
  ImportReport load(Path path) {
    log.info("Importing blocks file {}...", path);
    var magic = network.peers().magic();
    return run(List.of(new BlockSource(BlockSource.FOREIGN, () -> BlockScanner.open(path, magic))));
  }

  private ImportReport run(List<BlockSource> files) {
    long invalidBefore = chainstate.invalidBlocks();
    for (var file : files) {
      if (chainstate.isStopping()) {
        break;
      }
      if (file.number() != BlockSource.FOREIGN) {
        log.info("Reindexing block file blk{}.dat...", "%05d".formatted(file.number()));
      }
      finder.findIn(file);
    }
    takeIn();
    var report = tally.report(chainstate.invalidBlocks() - invalidBefore, finder.orphaned());
    log.info("{}", report);
    return report;
  }

  private void takeIn() {
    var readAhead =
        new ReadAhead<>(
            chainstate.workers(),
            chainstate.coins(),
            chainstate.coinStore(),
            chainstate.times(),
            new Tasks());
    while (!chainstate.isStopping()) {
      var next = readAhead.next();
      if (next == null) {
        break;
      }
      takeIn(next);
    }
    chainstate.activate();
  }

  private void takeIn(ReadAhead.Ready<BlockRecord> next) {
    var block = next.subject();
    var prepared = next.prepared();
    if (prepared == null) {
      log.info("Unreadable block {} at {}", block.entry(), block.offset());
      tally.unreadable++;
      finder.findWithin(block, block.offset() + BlockHeader.LENGTH);
    } else {
      accept(block, prepared, next.coins());
      long end = block.offset() + prepared.block().totalSize();
      if (end < block.end()) {
        tally.skipped(finder.findWithin(block, end));
      } else if (!prepared.contents().isValid()) {
        finder.findWithin(block, block.offset() + BlockHeader.LENGTH);
      }
    }
    tally.done(block.framedLength());
  }

  private void accept(BlockRecord block, PreparedBlock prepared, FetchedCoins ahead) {
    switch (chainstate.accept(prepared, block.file().position(block.offset()))) {
      case Taken.Stored(_, var isNew) -> {
        if (isNew) {
          tally.imported++;
        } else {
          tally.known++;
        }
        chainstate.activate(prepared.block(), ahead);
      }
      case Taken.Refused(var why) -> {
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
      return new ReadAhead.Task<>(block, block.length(), () -> prepare(block));
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
