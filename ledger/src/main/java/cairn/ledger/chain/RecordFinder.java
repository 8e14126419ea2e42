package cairn.ledger.chain;

import cairn.genesis.ProofOfWork;
import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.blockfiles.BlockScanner.Found;
import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.rules.Fault;
import cairn.ledger.rules.HeaderContents;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.DecodeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds records in files and takes in their headers, each after that of the block before it, in
 * whatever order they come. Belongs to the chain thread.
 */
final class RecordFinder implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Importer.class);

  private final ProofOfWork proofOfWork;
  private final Chainstate chainstate;
  private final ImportTally tally;

  /** Records whose block is wanted, the one before it coming first. */
  private final Deque<BlockRecord> wanted = new ArrayDeque<>();

  /** What begins with a header of which the one before is not known yet, by that one's hash. */
  private final Map<BlockHash, List<Orphan>> orphans = new HashMap<>();

  /** What was found within other records, so that nothing is looked at over and over. */
  private final Set<Place> foundWithin = new HashSet<>();

  private @Nullable Search search;

  RecordFinder(ProofOfWork proofOfWork, Chainstate chainstate, ImportTally tally) {
    this.proofOfWork = proofOfWork;
    this.chainstate = chainstate;
    this.tally = tally;
  }

  /** Part of a file that begins with a header with proof of work. */
  private record Orphan(BlockSource file, Found found, BlockHeader header, BlockHash hash) {}

  private record Place(BlockSource file, long offset) {}

  /** A file that is gone through. */
  private static final class Search {
    final BlockSource file;
    final BlockScanner scanner;

    /** How many bytes belong to records. */
    long used;

    Search(BlockSource file) {
      this.file = file;
      this.scanner = file.open();
    }
  }

  /** Opens a file, to go through it from the beginning. */
  void begin(BlockSource file) {
    search = new Search(file);
    tally.expect(search.scanner.size());
  }

  /**
   * Goes on in the file that was begun last.
   *
   * @param records how many to look at
   * @return false if there is no such file, or it has been gone through
   */
  boolean findMore(int records) {
    var now = search;
    if (now == null) {
      return false;
    }
    for (int i = 0; i < records; i++) {
      var found = now.scanner.next();
      if (found == null) {
        end(now);
        return true;
      }
      if (offer(now.file, found)) {
        now.used += FilePosition.MIN_OFFSET + found.length();
      } else {
        now.scanner.reject(found);
      }
    }
    return true;
  }

  private void end(Search done) {
    tally.skipped(done.scanner.skippedBytes());
    tally.cutOff |= done.scanner.isCutOff();
    tally.done(done.scanner.size() - done.used);
    close();
  }

  @Override
  public void close() {
    var open = search;
    if (open != null) {
      search = null;
      open.scanner.close();
    }
  }

  /**
   * Looks for other blocks that begin within a record.
   *
   * @param from the first byte of the file that does not belong to the record's own block
   * @return how many bytes from there to the record's end belong to no other record
   */
  long findWithin(BlockRecord outer, long from) {
    long between = 0;
    long at = from;
    try (var scanner = outer.file().open()) {
      scanner.seek(from);
      for (var found = scanner.next();
          found != null && found.offset() - FilePosition.MIN_OFFSET < outer.end();
          found = scanner.next()) {
        if (isOffered(outer.file(), found)) {
          between += found.offset() - FilePosition.MIN_OFFSET - at;
          at = found.offset() + found.length();
        } else {
          scanner.reject(found);
        }
      }
    }
    return between + Math.max(0, outer.end() - at);
  }

  private boolean isOffered(BlockSource file, Found found) {
    var place = new Place(file, found.offset());
    if (foundWithin.contains(place)) {
      return true;
    }
    boolean offered = offer(file, found);
    if (offered) {
      foundWithin.add(place);
      tally.expect(FilePosition.MIN_OFFSET + found.length());
    }
    return offered;
  }

  /** Takes in a header, and those that have waited for it; false if it has no proof of work. */
  private boolean offer(BlockSource file, Found found) {
    var first = read(file, found);
    if (first == null) {
      return false;
    }
    var queue = new ArrayDeque<>(List.of(first));
    while (!queue.isEmpty()) {
      var next = queue.removeFirst();
      if (accept(next)) {
        for (var child : waitingFor(next)) {
          log.debug(
              "LoadExternalBlockFile: Processing out of order child {} of {}",
              child.hash(),
              next.hash());
          queue.add(child);
        }
      }
    }
    return true;
  }

  private @Nullable Orphan read(BlockSource file, Found found) {
    try {
      var header = BlockHeader.decode(found.head());
      var hash = header.hash();
      return HeaderContents.proofOfWork(hash, header.bits(), proofOfWork).isValid()
          ? new Orphan(file, found, header, hash)
          : null;
    } catch (DecodeException e) {
      throw new AssertionError("any 80 bytes are a header", e);
    }
  }

  private List<Orphan> waitingFor(Orphan previous) {
    var waiting = orphans.remove(previous.hash());
    return waiting == null ? List.of() : waiting;
  }

  /** Whether the header of {@code orphan} is known now. */
  private boolean accept(Orphan orphan) {
    var found = orphan.found();
    switch (chainstate.acceptHeader(orphan.header(), orphan.hash(), true)) {
      case Acceptance.Accepted(var entry, _) -> {
        var block = new BlockRecord(orphan.file(), found.offset(), found.length(), entry);
        if (entry.hasData()) {
          tally.known++;
          tally.done(block.framedLength());
        } else {
          wanted.addLast(block);
        }
        return true;
      }
      case Acceptance.Refused(var why) when why.reason().fault() == Fault.MISSING_PREVIOUS -> {
        var previous = orphan.header().previous();
        log.debug(
            "LoadExternalBlockFile: Out of order block {}, parent {} not known",
            orphan.hash(),
            previous);
        orphans.computeIfAbsent(previous, _ -> new ArrayList<>()).add(orphan);
        return false;
      }
      case Acceptance.Refused(var why) -> {
        log.info("Refused block {}: {}", orphan.hash(), why);
        tally.refused++;
        tally.done(FilePosition.MIN_OFFSET + found.length());
        return false;
      }
    }
  }

  /** The next record whose block is wanted; null if there is none so far. */
  @Nullable BlockRecord poll() {
    return wanted.pollFirst();
  }

  boolean hasWanted() {
    return !wanted.isEmpty();
  }

  /** How many records wait for a block that never came. */
  long orphaned() {
    return orphans.values().stream().mapToLong(List::size).sum();
  }
}
