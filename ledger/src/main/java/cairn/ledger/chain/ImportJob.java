package cairn.ledger.chain;

import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;
import cairn.ledger.ImportResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that is to be taken in at a start, as {@link cairn.ledger.LedgerCommands#importBlocks} says,
 * in pieces and each piece in small steps, so that other things can be done in between. Belongs to
 * the chain thread.
 */
final class ImportJob implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImportJob.class);

  private final OpenLedger ledger;
  private final ImportProgress progress;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final List<ImportResult> results = new ArrayList<>();
  private @Nullable Piece current;

  ImportJob(OpenLedger ledger, List<Path> files, ImportProgress progress) {
    this.ledger = ledger;
    this.progress = progress;
    if (ledger.isReindexing()) {
      pieces.add(new Reindexing());
    }
    pieces.add(new StoredBranch());
    files.forEach(file -> pieces.add(new ForeignFile(file)));
  }

  /** What a step has come to. */
  enum Step {
    /** Something was done. */
    DONE,
    /** Nothing can be done before all that is stored is connected and settled. */
    WAITING,
    /** There is no more to do. */
    OVER
  }

  /** A piece of the work. */
  private abstract static class Piece implements AutoCloseable {
    void begin() {}

    /**
     * Does a little.
     *
     * @param settled whether all that is stored is connected, as far as it is good, and settled
     */
    abstract Step step(boolean settled);

    /** What there is to tell in the end; null if nothing. */
    @Nullable ImportResult result() {
      return null;
    }

    @Override
    public void close() {}
  }

  /**
   * Does a little of it.
   *
   * @param settled whether all that is stored is connected, as far as it is good, and settled
   */
  Step step(boolean settled) {
    var piece = current;
    if (piece == null) {
      piece = pieces.poll();
      if (piece == null) {
        return Step.OVER;
      }
      current = piece;
      progress.begun();
      piece.begin();
    }
    var step = piece.step(settled);
    if (step == Step.OVER || ledger.chainstate().isStopping()) {
      end(piece);
      return Step.DONE;
    }
    return step;
  }

  private void end(Piece piece) {
    var result = piece.result();
    if (result != null) {
      results.add(result);
    }
    current = null;
    piece.close();
    if (ledger.chainstate().isStopping()) {
      pieces.clear();
    }
    if (pieces.isEmpty()) {
      progress.ended();
    }
  }

  /** What became of each source so far. */
  List<ImportResult> results() {
    return List.copyOf(results);
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
      progress.ended();
    }
  }

  /** Builds the index anew, from the node's own files. */
  private final class Reindexing extends Piece {
    private final Importer importer = ledger.importer(progress);

    @Override
    void begin() {
      importer.reindex(ledger.blockFileCount());
    }

    @Override
    Step step(boolean settled) {
      var step = importer.step(settled);
      if (step == Step.OVER && !ledger.chainstate().isStopping()) {
        ledger.endReindexing();
      }
      return step;
    }

    @Override
    ImportResult result() {
      return new ImportResult("the block files", importer.report());
    }

    @Override
    public void close() {
      importer.close();
    }
  }

  /** Waits until the best branch is connected of those that were there at the start. */
  private final class StoredBranch extends Piece {
    private int from;

    @Override
    void begin() {
      from = ledger.chainstate().chain().height();
    }

    @Override
    Step step(boolean settled) {
      var chainstate = ledger.chainstate();
      int height = chainstate.chain().height();
      if (height > from) {
        progress.advanced(height - from, chainstate.headers().bestHeader().height() - from);
      }
      return settled ? Step.OVER : Step.WAITING;
    }
  }

  /** Copies what is new from a file of somebody else's. */
  private final class ForeignFile extends Piece {
    private final Path file;
    private @Nullable Importer importer;

    ForeignFile(Path file) {
      this.file = file;
    }

    @Override
    void begin() {
      // A pipe could have the chain thread wait for ever.
      if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
        log.warn("Could not open blocks file {}", file);
        return;
      }
      log.info("Importing blocks file {}...", file);
      importer = ledger.importer(progress);
      importer.load(file);
    }

    @Override
    Step step(boolean settled) {
      return importer == null ? Step.OVER : importer.step(settled);
    }

    @Override
    ImportResult result() {
      return new ImportResult(
          file.toString(), importer == null ? ImportReport.UNOPENED : importer.report());
    }

    @Override
    public void close() {
      if (importer != null) {
        importer.close();
      }
    }
  }
}
