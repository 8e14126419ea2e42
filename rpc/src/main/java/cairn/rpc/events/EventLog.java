package cairn.rpc.events;

import cairn.primitives.BlockHash;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last events, on disk, so that readers who come back can go on where they were. Thread-safe;
 * the state that {@link #told} gives belongs to whoever appends.
 *
 * <p>They are in the page cache of the operating system before a reader gets them, and so survive
 * the end of the process, whatever it is. Where the machine fails, the last ones may be lost; their
 * {@linkplain Cursor cursors} then mean nothing any more.
 */
final class EventLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventLog.class);

  /** Of so many files of the same size, the oldest is deleted to make room. */
  private static final int SEGMENTS = 8;

  /** Each run begins a file, be it ever so short. */
  private static final int MAX_FILES = 100;

  private final Path directory;
  private final long maxBytes;
  private final Deque<Segment> segments;
  private @Nullable Told told;
  private @Nullable FileChannel out;
  private Cursor end;
  private boolean closed;

  private EventLog(
      Path directory, long maxBytes, Deque<Segment> segments, @Nullable Told told, Cursor end) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.segments = segments;
    this.told = told;
    this.end = end;
  }

  /**
   * Reads what earlier runs have left.
   *
   * @param maxBytes that all files may take
   * @param run a number that no run has had
   */
  static EventLog open(Path directory, long maxBytes, long run) throws IOException {
    Files.createDirectories(directory);
    var found = new ArrayList<Segment>();
    try (var files = Files.list(directory)) {
      files.map(Segment::of).flatMap(Optional::stream).forEach(found::add);
    }
    for (var segment : found) {
      segment.measure();
    }
    // Runs in which nothing happened begin where the next one does.
    found.sort(
        Comparator.<Segment>comparingLong(segment -> segment.first)
            .thenComparingLong(segment -> segment.length));
    for (int i = 0; i + 1 < found.size(); i++) {
      found.get(i).last = found.get(i + 1).first - 1;
    }
    if (found.isEmpty()) {
      return new EventLog(directory, maxBytes, new ArrayDeque<>(), null, new Cursor(0, run));
    }
    var newest = found.getLast();
    var told = newest.before().orElse(null);
    newest.recover(event -> {
      if (told != null) {
        LedgerEvents.apply(event, told);
      }
    });
    return new EventLog(
        directory, maxBytes, new ArrayDeque<>(found), told, new Cursor(newest.last, run));
  }

  /** What all events have told; null before {@link #begin} if that is not known. */
  synchronized @Nullable Told told() {
    return told;
  }

  /** Whether there never was an event. */
  synchronized boolean isEmpty() {
    return segments.isEmpty();
  }

  /**
   * Begins to append.
   *
   * @param known what all events before have told
   */
  synchronized void begin(Told known) throws IOException {
    told = known;
    addSegment(known);
  }

  private void addSegment(Told known) throws IOException {
    if (out != null) {
      out.close();
    }
    var segment = Segment.create(directory, end, known);
    out = segment.openToAppend();
    segments.add(segment);
    long bytes = 0;
    for (var each : segments) {
      bytes += each.bytes();
    }
    while (segments.size() > 2 && (bytes > maxBytes || segments.size() > MAX_FILES)) {
      var oldest = segments.removeFirst();
      bytes -= oldest.bytes();
      oldest.delete();
    }
  }

  /** Adds an event, unless that fails, or has failed before: then all readers are left. */
  synchronized void append(Event event) {
    var known = told;
    if (closed || known == null) {
      return;
    }
    try {
      if (segments.getLast().length >= maxBytes / SEGMENTS) {
        addSegment(known);
      }
      var segment = segments.getLast();
      var next = segment.cursor(end.number() + 1);
      var buffer = ByteBuffer.wrap(event.at(next));
      int length = buffer.remaining();
      while (buffer.hasRemaining() && out != null) {
        out.write(buffer);
      }
      segment.length += length;
      segment.last = next.number();
      end = next;
      LedgerEvents.apply(event, known);
      notifyAll();
    } catch (IOException e) {
      log.warn("Events are not told any more, as they cannot be stored: {}", e.toString());
      close();
    }
  }

  /**
   * How the events tell that the chain came to a block: of that block first, then of the one before
   * it, and so on, as far as there are events.
   *
   * @param wanted whether to go on behind this one
   * @param most to find
   */
  List<Json.Obj> connected(BlockHash tip, Predicate<BlockHash> wanted, int most)
      throws IOException {
    List<Segment> newestFirst;
    synchronized (this) {
      newestFirst = new ArrayList<>(segments).reversed();
    }
    var path = new ArrayList<Json.Obj>();
    var next = tip;
    for (var segment : newestFirst) {
      if (path.size() == most || !wanted.test(next)) {
        break;
      }
      var blocks = new HashMap<BlockHash, Json.Obj>();
      segment.forEach(
          LedgerEvents.BLOCK_CONNECTED,
          event -> blocks.put(LedgerEvents.hash(event.data(), "hash"), event.data()));
      for (var block = blocks.get(next);
          block != null && path.size() < most && wanted.test(next);
          block = blocks.get(next)) {
        path.add(block);
        next = LedgerEvents.hash(block, "previous");
      }
    }
    return path;
  }

  /** Whether nothing more is to be expected. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Behind the last event, and how everything is there; empty before {@link #begin}. */
  synchronized Optional<End> end() {
    var known = told;
    var segment = segments.peekLast();
    return known == null || segment == null
        ? Optional.empty()
        : Optional.of(
            new End(new Position(segment, segment.length, end), known.tip, known.nextSequence));
  }

  /** Behind one event; empty if that is not known, or not known any more. */
  Optional<Position> behind(Cursor cursor) throws IOException {
    var candidates = new ArrayList<Segment>();
    long length;
    synchronized (this) {
      for (var each : segments) {
        if (each.run == cursor.run()
            && each.first - 1 <= cursor.number()
            && cursor.number() <= each.last) {
          candidates.add(each);
        }
      }
      if (candidates.isEmpty()) {
        return Optional.empty();
      }
      length = candidates.getLast().length;
    }
    var offset = candidates.getLast().behind(cursor, length);
    return offset.isPresent()
        ? Optional.of(new Position(candidates.getLast(), offset.getAsLong(), cursor))
        : Optional.empty();
  }

  /**
   * Waits a while for more in this segment, or for another.
   *
   * @param ended whether not to wait; {@link #wake} is to follow changes
   * @return how long the segment is now
   */
  synchronized long await(Segment segment, long offset, Duration patience, BooleanSupplier ended)
      throws InterruptedException {
    if (!closed
        && !ended.getAsBoolean()
        && segment.length <= offset
        && segment == segments.peekLast()) {
      TimeUnit.NANOSECONDS.timedWait(this, patience.toNanos());
    }
    return segment.length;
  }

  /** Has all who wait look again. */
  synchronized void wake() {
    notifyAll();
  }

  /** What comes after a segment: itself if it is the last, empty if that was deleted. */
  synchronized Optional<Segment> after(Segment segment) {
    var later = segments.iterator();
    while (later.hasNext()) {
      if (later.next() == segment) {
        return Optional.of(later.hasNext() ? later.next() : segment);
      }
    }
    return Optional.ofNullable(segments.peekFirst())
        .filter(oldest -> oldest.first == segment.last + 1);
  }

  /** Tells no more; what there is can still be read. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    var file = out;
    out = null;
    if (file != null) {
      try (file) {
        file.force(true);
      } catch (IOException e) {
        log.warn("The last events may be lost: {}", e.toString());
      }
    }
  }

  /**
   * A place in the log.
   *
   * @param cursor the same for readers
   */
  record Position(Segment segment, long offset, Cursor cursor) {}

  /**
   * The place behind the last event.
   *
   * @param tip where the chain ends
   * @param nextSequence the number of the mempool's next change
   */
  record End(Position position, BlockHash tip, long nextSequence) {}
}
