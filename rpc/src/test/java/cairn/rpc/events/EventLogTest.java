package cairn.rpc.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import cairn.primitives.Txid;
import cairn.rpc.events.EventReader.Beginning;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final BlockHash TIP = new BlockHash(1, 2, 3, 4);
  private static final long ROOM = 8 << 10;

  @TempDir private Path directory;

  private EventLog open(long run) throws IOException {
    return EventLog.open(directory, ROOM, run);
  }

  private EventLog begun(long run) throws IOException {
    var log = open(run);
    var told = log.told();
    log.begin(told == null ? new Told(TIP) : told);
    return log;
  }

  private static Event added(int number) {
    return new Event(
        LedgerEvents.TRANSACTION_ADDED, Json.object().put("txid", txid(number)).build());
  }

  private static Txid txid(int number) {
    return new Txid(0, 0, 0, number);
  }

  private static void append(EventLog log, int from, int to) {
    for (int i = from; i <= to; i++) {
      log.append(added(i));
    }
  }

  /** What somebody gets who comes with a cursor, up to the end. */
  private static String read(EventLog log, Cursor cursor) throws Exception {
    var position = log.behind(cursor).orElseThrow();
    var text = new StringBuilder();
    var ended = new boolean[1];
    try (var reader =
        new EventReader(log, position, null, () -> beginning(log), () -> ended[0], _ -> {})) {
      var end = log.end().orElseThrow().position().cursor();
      while (!text.toString().contains("id: " + end + "\n") && !position.cursor().equals(end)) {
        text.append(new String(reader.next().orElseThrow().toArray(), UTF_8));
      }
    }
    return text.toString();
  }

  private static Beginning beginning(EventLog log) {
    return new Beginning(log.end().orElseThrow().position(), Bytes.wrap("anew\n".getBytes(UTF_8)));
  }

  private static List<Integer> numbers(String text) {
    var numbers = new ArrayList<Integer>();
    text.lines()
        .filter(line -> line.startsWith("id: "))
        .forEach(line -> numbers.add(Integer.parseInt(line.substring(4, line.indexOf('-')))));
    return numbers;
  }

  private static List<Integer> range(int from, int to) {
    var numbers = new ArrayList<Integer>();
    for (int i = from; i <= to; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Test
  void goesOnBehindAnyEventOfAnyRun() throws Exception {
    for (int run = 1; run <= 3; run++) {
      try (var log = begun(run)) {
        append(log, 4 * run - 3, 4 * run);
      }
    }
    try (var _ = begun(99)) {
      // nothing happens in this one
    }
    try (var log = begun(4)) {
      append(log, 13, 14);
      for (int number = 0; number <= 12; number++) {
        int run = number == 0 ? 1 : (number + 3) / 4;
        assertThat(numbers(read(log, new Cursor(number, run)))).isEqualTo(range(number + 1, 14));
      }
      assertThat(numbers(read(log, new Cursor(12, 99)))).isEqualTo(range(13, 14));
      assertThat(numbers(read(log, new Cursor(12, 4)))).isEqualTo(range(13, 14));
      assertThat(read(log, new Cursor(14, 4))).isEmpty();
      assertThat(log.behind(new Cursor(15, 4))).isEmpty();
      assertThat(log.behind(new Cursor(5, 1))).isEmpty();
      assertThat(log.behind(new Cursor(5, 77))).isEmpty();
    }
  }

  @Test
  void givesEventsAsTheyGoOverTheWire() throws Exception {
    try (var log = begun(0xabcL)) {
      append(log, 7, 7);
      assertThat(read(log, new Cursor(0, 0xabc)))
          .isEqualTo(
              "id: 1-0000000000000abc\nevent: transaction_added\ndata: {\"txid\":\"%s\"}\n\n"
                  .formatted(txid(7)));
    }
  }

  @Test
  void remembersWhatItHasTold() throws Exception {
    try (var log = begun(1)) {
      append(log, 1, 100); // several files
      log.append(
          new Event(LedgerEvents.TRANSACTION_REMOVED, Json.object().put("txid", txid(50)).build()));
      log.append(
          new Event(
              LedgerEvents.BLOCK_CONNECTED,
              Json.object().put("hash", new BlockHash(9, 9, 9, 9)).build()));
    }
    var told = Objects.requireNonNull(open(2).told());
    assertThat(told.tip).isEqualTo(new BlockHash(9, 9, 9, 9));
    assertThat(told.mempool).hasSize(99).contains(txid(1), txid(100)).doesNotContain(txid(50));
  }

  @Test
  void forgetsTheOldestAndTellsThatItHas() throws Exception {
    try (var log = begun(1)) {
      append(log, 1, 1);
      var slow = log.behind(new Cursor(0, 1)).orElseThrow();
      try (var reader =
          new EventReader(log, slow, null, () -> beginning(log), () -> false, _ -> {})) {
        append(log, 2, 1000);
        long bytes = 0;
        try (var files = Files.list(directory)) {
          for (var file : files.toList()) {
            bytes += Files.size(file);
          }
        }
        // A mempool that only grows takes more than the events that tell of it.
        assertThat(bytes).isLessThan(ROOM + 2 * 1002 * 32);
        assertThat(log.behind(new Cursor(1, 1))).isEmpty();
        var text = new StringBuilder();
        while (!text.toString().contains("anew")) {
          text.append(new String(reader.next().orElseThrow().toArray(), UTF_8));
        }
        assertThat(text).startsWith("id: 1-");
        append(log, 1001, 1001);
        assertThat(new String(reader.next().orElseThrow().toArray(), UTF_8))
            .startsWith("id: 1001-");
      }
    }
  }

  @Test
  void losesNoMoreThanTheEventThatWasNotWritten() throws Exception {
    try (var log = begun(1)) {
      append(log, 1, 3);
    }
    var file = newest();
    try (var out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write("id: 4-0000000000000001\nevent: transaction_ad".getBytes(UTF_8));
    }
    try (var log = begun(2)) {
      append(log, 4, 5);
      assertThat(numbers(read(log, new Cursor(2, 1)))).isEqualTo(range(3, 5));
      // Somebody has read it: that event never was, and another has its number.
      assertThat(log.behind(new Cursor(4, 1))).isEmpty();
    }
  }

  @Test
  void doesNotBelieveWhatIsDamaged() throws Exception {
    try (var log = begun(1)) {
      append(log, 1, 3);
    }
    try (var files = Files.list(directory)) {
      var state = files.filter(file -> file.toString().endsWith(".state")).findFirst();
      Files.write(state.orElseThrow(), new byte[64]);
    }
    var log = open(2);
    assertThat(log.told()).isNull();
    assertThat(log.isEmpty()).isFalse();
  }

  private Path newest() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".events"))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }
}
