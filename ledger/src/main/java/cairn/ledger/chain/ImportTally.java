package cairn.ledger.chain;

import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;

/** Counts what becomes of the contents of block files. Belongs to the chain thread. */
final class ImportTally {
  private final ImportProgress progress;
  private long doneBytes;
  private long totalBytes;
  private long skippedBytes;

  // As ImportReport describes them.
  long imported;
  long known;
  long refused;
  long unreadable;
  boolean cutOff;

  ImportTally(ImportProgress progress) {
    this.progress = progress;
  }

  /** There are so many bytes more to take in. */
  void expect(long bytes) {
    totalBytes += bytes;
  }

  /** So many of them have been taken in, or passed over. */
  void done(long bytes) {
    doneBytes += bytes;
    progress.advanced(doneBytes, totalBytes);
  }

  /** So many bytes belong to no record. */
  void skipped(long bytes) {
    skippedBytes += bytes;
  }

  /**
   * @param invalid see {@link ImportReport#invalid}
   * @param orphaned see {@link ImportReport#orphaned}
   */
  ImportReport report(long invalid, long orphaned) {
    return new ImportReport(
        imported, invalid, known, refused, orphaned, unreadable, skippedBytes, cutOff);
  }
}
