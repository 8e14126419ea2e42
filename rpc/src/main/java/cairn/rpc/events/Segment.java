package cairn.rpc.events;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A file of events, in the form in which readers get them, and one of what all before them have
 * told. What changes belongs to whoever holds the {@link EventLog}'s lock.
 */
final class Segment {
  private static final Pattern NAME = Pattern.compile("([0-9]{18})-([0-9a-f]{16})\\.events");
  private static final int RADIX = 16;

  final long first;
  final long run;
  private final Path events;
  private final Path state;

  /** How many bytes of it there are. */
  long length;

  /** The number of the last event; one less than {@link #first} if there is none. */
  long last;

  private Segment(Path directory, long first, long run) {
    var name = "%018d-%016x".formatted(first, run);
    this.first = first;
    this.run = run;
    this.events = directory.resolve(name + ".events");
    this.state = directory.resolve(name + ".state");
    this.last = first - 1;
  }

  /** A new one. */
  static Segment create(Path directory, Cursor end, Told told) throws IOException {
    var segment = new Segment(directory, end.number() + 1, end.run());
    var bytes = told.encode();
    try (var out =
        FileChannel.open(
            segment.state,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes.toArray());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.write(segment.events, new byte[0]);
    return segment;
  }

  /** One that there is, as its name says; empty for other files. */
  static Optional<Segment> of(Path file) {
    var match = NAME.matcher(String.valueOf(file.getFileName()));
    var directory = file.getParent();
    return match.matches() && directory != null
        ? Optional.of(
            new Segment(
                directory,
                Long.parseLong(match.group(1)),
                Long.parseUnsignedLong(match.group(2), RADIX)))
        : Optional.empty();
  }

  Cursor cursor(long number) {
    return new Cursor(number, run);
  }

  /** What was told before; empty if the file is not there, or damaged. */
  Optional<Told> before() throws IOException {
    try {
      return Told.decode(Files.readAllBytes(state));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads what a run has left, to its last event that is whole, and cuts off the rest.
   *
   * @param onEvent is told of each
   */
  void recover(Consumer<Event> onEvent) throws IOException {
    length = 0;
    try (var in = new Lines(Files.newInputStream(events))) {
      var lines = new String[Event.LINES];
      while (in.read(lines)) {
        var event = Event.parse(lines, cursor(last + 1));
        if (event.isEmpty()) {
          break;
        }
        onEvent.accept(event.get());
        last++;
        length = in.offset;
      }
    }
    try (var file = FileChannel.open(events, StandardOpenOption.WRITE)) {
      file.truncate(length);
    }
  }

  /** Gives all events of one name. */
  void forEach(String name, Consumer<Event> onEvent) throws IOException {
    var second = Event.secondLine(name);
    try (var in = new Lines(Files.newInputStream(events))) {
      var lines = new String[Event.LINES];
      while (in.read(lines)) {
        if (lines[1].equals(second)) {
          Event.parse(lines).ifPresent(onEvent);
        }
      }
    }
  }

  /** Takes all of the file for good. */
  void measure() throws IOException {
    length = Files.size(events);
  }

  /** Where what comes behind an event begins; empty if that is not here. */
  OptionalLong behind(Cursor cursor, long end) throws IOException {
    if (cursor.number() == first - 1) {
      return OptionalLong.of(0);
    }
    var line = Event.firstLine(cursor);
    try (var in = new Lines(Files.newInputStream(events))) {
      var lines = new String[Event.LINES];
      while (in.offset < end && in.read(lines)) {
        if (lines[0].equals(line)) {
          return OptionalLong.of(in.offset);
        }
      }
    }
    return OptionalLong.empty();
  }

  FileChannel openToRead() throws IOException {
    return FileChannel.open(events, StandardOpenOption.READ);
  }

  FileChannel openToAppend() throws IOException {
    return FileChannel.open(events, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** How much room both files take. */
  long bytes() throws IOException {
    return length + (Files.exists(state) ? Files.size(state) : 0);
  }

  void delete() throws IOException {
    Files.deleteIfExists(events);
    Files.deleteIfExists(state);
  }

  /** Reads lines and knows where it is. */
  private static final class Lines implements AutoCloseable {
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    long offset;

    Lines(InputStream in) {
      this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** Fills {@code lines}; false if the file ends before. */
    boolean read(String[] lines) throws IOException {
      long at = offset;
      for (int i = 0; i < lines.length; i++) {
        line.reset();
        int next = in.read();
        while (next >= 0 && next != '\n') {
          line.write(next);
          next = in.read();
        }
        if (next < 0) {
          return false;
        }
        at += line.size() + 1;
        lines[i] = line.toString(StandardCharsets.UTF_8);
      }
      offset = at;
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
