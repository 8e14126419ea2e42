package cairn.ledger.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What is in a block file and in the undo file of the same number (Core's {@code CBlockFileInfo}).
 *
 * @param blocks how many blocks it holds
 * @param size how many bytes of the block file are used
 * @param undoSize how many bytes of the undo file are used
 * @param heightFirst the lowest height of its blocks
 * @param heightLast the highest height of its blocks
 * @param timeFirst the earliest time in its blocks' headers, in seconds since 1970
 * @param timeLast the latest time in its blocks' headers, in seconds since 1970
 */
public record BlockFileInfo(
    int blocks,
    long size,
    long undoSize,
    int heightFirst,
    int heightLast,
    long timeFirst,
    long timeLast) {
  /** A file that holds nothing: a new one, or one that has been pruned. */
  public static final BlockFileInfo EMPTY = new BlockFileInfo(0, 0, 0, 0, 0, 0, 0);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  /** The same file with one block more, up to {@code end} bytes from its beginning. */
  public BlockFileInfo withBlock(int height, long time, long end) {
    boolean first = blocks == 0;
    return new BlockFileInfo(
        blocks + 1,
        Math.max(size, end),
        undoSize,
        first ? height : Math.min(heightFirst, height),
        Math.max(heightLast, height),
        first ? time : Math.min(timeFirst, time),
        Math.max(timeLast, time));
  }

  /** The same file with undo data up to {@code end} bytes from the undo file's beginning. */
  public BlockFileInfo withUndo(long end) {
    return new BlockFileInfo(blocks, size, end, heightFirst, heightLast, timeFirst, timeLast);
  }

  /** As Core logs it. */
  @Override
  public String toString() {
    return "CBlockFileInfo(blocks=%d, size=%d, heights=%d...%d, time=%s...%s)"
        .formatted(blocks, size, heightFirst, heightLast, date(timeFirst), date(timeLast));
  }

  private static String date(long time) {
    return DATE.format(Instant.ofEpochSecond(time));
  }
}
