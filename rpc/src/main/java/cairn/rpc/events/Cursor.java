package cairn.rpc.events;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody is in the stream of events: behind one of them.
 *
 * @param number of that event; they are counted through from one run of the node to the next
 * @param run in which it happened: a number that no other run has. If a crash has cost the last
 *     events, their numbers are given to others, and this tells them apart.
 */
record Cursor(long number, long run) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})-([0-9a-f]{16})");
  private static final int RADIX = 16;

  static Optional<Cursor> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(
            new Cursor(
                Long.parseLong(match.group(1)), Long.parseUnsignedLong(match.group(2), RADIX)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "%d-%016x".formatted(number, run);
  }
}
