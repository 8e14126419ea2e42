package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.blockfiles.BlockScanner.Found;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Fault;
import cairn.ledger.rules.HeaderContents;
import cairn.ledger.rules.Rule;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
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
  private final ImportProgress progress;
  private final List<Rule<Block>> contents;

  /** Records whose block can be taken in once those before them in here are. */
  private final Deque<Source> ready = new ArrayDeque<>();

  /** Records of which the block before is not known yet, by its hash. */
  private final Map<BlockHash, List<Source>> orphans = new HashMap<>();

  private long doneBytes;
  private long totalBytes;
  private long imported;
  private long known;
  private long refused;
  private long unreadable;
  private long skippedBytes;
  private boolean cutOff;

  Importer(Network network, Chainstate chainstate, ImportProgress progress) {
    this.network = network;
    this.chainstate = chainstate;
    this.progress = progress;
    this.contents = BlockContents.rules(network);
  }

  /**
   * A file to go through. It is opened each time, as a long chain has thousands of them.
   *
   * @param number of a block file; -1 for a file that blocks are copied from
   */
  private record File(int number, Supplier<BlockScanner> opener) {
    BlockScanner open() {
      return opener.get();
    }

    @Nullable FilePosition position(Found found) {
      return number < 0 ? null : new FilePosition(number, found.offset());
    }
  }

  /** A record that holds, by its head, the block with this hash. */
  private record Source(File file, Found found, BlockHash hash) {}

  /** Goes through the node's own block files, numbers 0 to {@code count} - 1. */
  ImportReport reindex(int count) {
    var blockFiles = chainstate.archive().files();
    var files = new ArrayList<File>();
    for (int i = 0; i < count; i++) {
      int number = i;
      files.add(new File(number, () -> blockFiles.scan(number)));
    }
    return run(files);
  }

  /** Goes through a file of somebody else's, and copies what is new. */
  ImportReport load(Path path) {
    log.info("Importing blocks file {}...", path);
    return run(List.of(new File(-1, () -> BlockScanner.open(path, network.peers().magic()))));
  }

  private ImportReport run(List<File> files) {
    for (var file : files) {
      if (file.number() >= 0) {
        log.info("Reindexing block file blk{}.dat...", "%05d".formatted(file.number()));
      }
      try (var scanner = file.open()) {
        scan(file, scanner);
      }
    }
    takeIn();
    long orphaned = orphans.values().stream().mapToLong(List::size).sum();
    var report =
        new ImportReport(imported, known, refused, orphaned, unreadable, skippedBytes, cutOff);
    log.info("{}", report);
    return report;
  }

  /** The first time through: headers. */
  private void scan(File file, BlockScanner scanner) {
    totalBytes += scanner.size();
    for (var found = scanner.next(); found != null; found = scanner.next()) {
      if (chainstate.isStopping()) {
        return;
      }
      var source = source(file, found);
      if (source == null) {
        scanner.reject(found);
      } else {
        offer(source);
      }
    }
    skippedBytes += scanner.skippedBytes();
    cutOff |= scanner.isCutOff();
    doneBytes += scanner.skippedBytes();
  }

  /** What a record holds by its head; null if that is no header with proof of work. */
  private @Nullable Source source(File file, Found found) {
    try {
      var header = BlockHeader.decode(found.head());
      var hash = header.hash();
      var proof =
          HeaderContents.proofOfWork(hash, header.bits(), network.consensus().proofOfWork());
      return proof.isValid() ? new Source(file, found, hash) : null;
    } catch (DecodeException e) {
      throw new AssertionError("any 80 bytes are a header", e);
    }
  }

  /** Takes in the header, and those that have waited for it. */
  private void offer(Source first) {
    var queue = new ArrayDeque<>(List.of(first));
    while (!queue.isEmpty()) {
      var source = queue.removeFirst();
      if (accept(source)) {
        var waiting = orphans.remove(source.hash());
        if (waiting != null) {
          queue.addAll(waiting);
        }
      }
    }
  }

  /** Whether the header of {@code source} is known now. */
  private boolean accept(Source source) {
    var header = header(source);
    switch (chainstate.acceptHeader(header, source.hash())) {
      case Acceptance.Accepted(var entry, _) -> {
        if (entry.hasData()) {
          known++;
          done(source);
        } else {
          ready.addLast(source);
        }
        return true;
      }
      case Acceptance.Refused(var why) -> {
        if (why.reason().fault() == Fault.MISSING_PREVIOUS) {
          orphans.computeIfAbsent(header.previous(), _ -> new ArrayList<>()).add(source);
        } else {
          log.info("Refused block {}: {}", source.hash(), why);
          refused++;
          done(source);
        }
        return false;
      }
    }
  }

  private static BlockHeader header(Source source) {
    try {
      return BlockHeader.decode(source.found().head());
    } catch (DecodeException e) {
      throw new AssertionError("any 80 bytes are a header", e);
    }
  }

  private void done(Source source) {
    doneBytes += source.found().length() + Integer.BYTES * 2L;
    progress.advanced(doneBytes, totalBytes);
  }

  /** The second time through: blocks. */
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

  private void takeIn(ReadAhead.Ready<Source> next) {
    var source = next.subject();
    var prepared = next.prepared();
    if (prepared == null) {
      log.info("Unreadable block {} at {}", source.hash(), source.found().offset());
      unreadable++;
      searchWithin(source, BlockHeader.LENGTH);
    } else {
      switch (chainstate.accept(prepared, source.file().position(source.found()))) {
        case Chainstate.Taken.Stored(_, var isNew) -> {
          if (isNew) {
            imported++;
          } else {
            known++;
          }
          chainstate.activate(prepared.block(), next.coins());
        }
        case Chainstate.Taken.Refused(var why) -> {
          log.info("Refused block {}: {}", source.hash(), why);
          refused++;
        }
      }
      int length = prepared.block().totalSize();
      if (length < source.found().length()) {
        skippedBytes += source.found().length() - length;
        searchWithin(source, length);
      } else if (!prepared.contents().isValid()) {
        searchWithin(source, BlockHeader.LENGTH);
      }
    }
    done(source);
  }

  /** Looks for other blocks that begin within a record, from byte {@code from} of it on. */
  private void searchWithin(Source source, int from) {
    var outer = source.found();
    try (var scanner = source.file().open()) {
      scanner.seek(outer.offset() + from);
      for (var found = scanner.next();
          found != null && found.offset() < outer.offset() + outer.length();
          found = scanner.next()) {
        var inner = source(source.file(), found);
        if (inner == null) {
          scanner.reject(found);
        } else if (!isKnown(inner)) {
          offer(inner);
        }
      }
    }
  }

  private boolean isKnown(Source source) {
    return chainstate.headers().lookup(source.hash()) != null;
  }

  /** What the workers have to do; grows while it is worked on. */
  private final class Tasks implements Iterator<ReadAhead.Task<Source>> {
    @Override
    public boolean hasNext() {
      return !ready.isEmpty();
    }

    @Override
    public ReadAhead.Task<Source> next() {
      var source = ready.pollFirst();
      if (source == null) {
        throw new NoSuchElementException();
      }
      return new ReadAhead.Task<>(source, source.found().length(), () -> prepare(source));
    }
  }

  /** On a worker: reads, parses and checks a block; null if there is none. */
  private @Nullable PreparedBlock prepare(Source source) {
    try (var scanner = source.file().open()) {
      var block = Block.read(new ByteReader(scanner.read(source.found())));
      return new PreparedBlock(block, Rule.firstFailure(contents, block));
    } catch (DecodeException e) {
      return null;
    }
  }
}
