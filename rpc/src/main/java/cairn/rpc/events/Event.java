package cairn.rpc.events;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Something that has happened.
 *
 * @param name as readers know it
 */
record Event(String name, Json.Obj data) {
  private static final String ID = "id: ";
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  /** How many lines it takes. */
  static final int LINES = 4;

  /** As it goes over the wire, and as it is stored: the last line is empty. */
  byte[] at(Cursor cursor) {
    var text = ID + cursor + '\n' + EVENT + name + '\n' + DATA + JsonWriter.text(data) + "\n\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The line that {@link #at} begins with. */
  static String firstLine(Cursor cursor) {
    return ID + cursor;
  }

  /** The second line of those that are called so. */
  static String secondLine(String name) {
    return EVENT + name;
  }

  /**
   * An event out of its lines.
   *
   * @return empty if they are not one that is at this place
   */
  static Optional<Event> parse(String[] lines, Cursor expected) {
    return lines[0].equals(firstLine(expected)) ? parse(lines) : Optional.empty();
  }

  /** An event out of its lines, wherever it is; empty if they are none. */
  static Optional<Event> parse(String[] lines) {
    if (!lines[0].startsWith(ID)
        || !lines[1].startsWith(EVENT)
        || !lines[2].startsWith(DATA)
        || !lines[3].isEmpty()) {
      return Optional.empty();
    }
    try {
      return JsonReader.read(lines[2].substring(DATA.length())) instanceof Json.Obj data
          ? Optional.of(new Event(lines[1].substring(EVENT.length()), data))
          : Optional.empty();
    } catch (MalformedJsonException e) {
      return Optional.empty(); // a crash has cost the end of it
    }
  }
}
