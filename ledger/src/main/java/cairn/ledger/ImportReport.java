package cairn.ledger;

/**
 * What became of the contents of block files.
 *
 * @param imported blocks that are new and keep the rules that hold without their coins
 * @param invalid blocks that were stored, now or earlier, and when their turn came broke a rule;
 *     and those stored that build on one
 * @param known blocks that were there before
 * @param refused blocks that break a rule, or build on one that does, and were not stored
 * @param orphaned blocks of which some block before is not known
 * @param unreadable records that look like a block and cannot be read as one
 * @param skippedBytes bytes between blocks
 * @param cutOff whether a file ended within a block
 */
public record ImportReport(
    long imported,
    long invalid,
    long known,
    long refused,
    long orphaned,
    long unreadable,
    long skippedBytes,
    boolean cutOff) {

  /** Of a file that could not even be opened. */
  public static final ImportReport UNOPENED = new ImportReport(0, 0, 0, 0, 0, 1, 0, false);

  /** Whether there was nothing but blocks that are now stored. */
  public boolean isClean() {
    return invalid == 0
        && refused == 0
        && orphaned == 0
        && unreadable == 0
        && skippedBytes == 0
        && !cutOff;
  }

  /** For people: the blocks, then whatever else there was. */
  @Override
  public String toString() {
    var text = new StringBuilder("%,d blocks imported".formatted(imported));
    append(text, invalid, "found invalid");
    append(text, known, "already known");
    append(text, refused, "refused");
    append(text, orphaned, "without a known block before them");
    append(text, unreadable, "unreadable");
    append(text, skippedBytes, "bytes skipped");
    if (cutOff) {
      text.append(", the last record cut off");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long count, String what) {
    if (count > 0) {
      text.append(", %,d ".formatted(count)).append(what);
    }
  }
}
