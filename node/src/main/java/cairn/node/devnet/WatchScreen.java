package cairn.node.devnet;

import cairn.rpc.json.Json;
import cairn.rpc.json.JsonWriter;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Shows what a {@link Watch} sees: on a terminal always the same lines, elsewhere what is new. */
final class WatchScreen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final int MAX_EVENTS = 12;
  private static final String CLEAR_LINE = "\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final boolean json;
  private final Deque<String> events = new ArrayDeque<>();
  private int lines;
  private boolean isFirst = true;

  WatchScreen(PrintStream out, boolean terminal, boolean json) {
    this.out = out;
    this.terminal = terminal && !json;
    this.json = json;
  }

  void show(Watch.Look look) {
    var time = TIME.format(LocalTime.now(ZoneId.systemDefault()));
    if (json) {
      if (isFirst || !look.events().isEmpty()) {
        out.println(JsonWriter.text(json(look)));
      }
    } else if (terminal) {
      look.events().forEach(event -> add(time + "  " + event));
      redraw(look.nodes());
    } else {
      if (isFirst) {
        table(look.nodes()).forEach(out::println);
      }
      look.events().forEach(event -> out.println(time + "  " + event));
    }
    out.flush();
    isFirst = false;
  }

  private static Json json(Watch.Look look) {
    return Json.object()
        .put("nodes", new Json.Arr(look.nodes().stream().map(NodeState::toJson).toList()))
        .put("events", Json.strings(look.events()))
        .build();
  }

  private void add(String event) {
    events.addLast(event);
    if (events.size() > MAX_EVENTS) {
      events.removeFirst();
    }
  }

  private void redraw(List<NodeState> nodes) {
    var all = new ArrayList<>(table(nodes));
    all.add("");
    all.addAll(events);
    if (lines > 0) {
      out.print("\033[" + lines + "A");
    }
    all.forEach(line -> out.println("\r" + line + CLEAR_LINE));
    lines = all.size();
  }

  /** The nodes as a table, and what they say of the network. */
  static List<String> table(List<NodeState> nodes) {
    var table = new ArrayList<String>();
    table.add(NodeState.HEADER);
    nodes.forEach(node -> table.add(node.line()));
    nodes.stream()
        .filter(NodeState::answers)
        .findFirst()
        .ifPresent(node ->
            table.add(
                "difficulty %.6g, about %,.0f hashes a second"
                    .formatted(node.difficulty(), node.hashRate())));
    return table;
  }
}
