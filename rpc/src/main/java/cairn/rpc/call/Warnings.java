package cairn.rpc.call;

import cairn.ledger.Ledger;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the operator should know of, as several answers tell it.
 *
 * @param ofConnections as far as these tell
 * @param lastAlone whether only the last is told, as a text, as it once was
 */
public record Warnings(Ledger ledger, Supplier<List<String>> ofConnections, boolean lastAlone) {
  private static final Result ALL =
      Result.array("What the operator should know of", Result.string("a warning"));

  private static final Result LAST = Result.string("What the operator should know of (deprecated)");

  /** Where an answer tells {@link #all}. */
  public Field field() {
    return Result.field("warnings", lastAlone ? LAST : ALL);
  }

  /** What there is now. */
  public Json all() {
    var all =
        Stream.of(ledger.state().warnings(), ofConnections.get()).flatMap(List::stream).toList();
    if (lastAlone) {
      return Json.of(all.isEmpty() ? "" : all.getLast());
    }
    return Json.strings(all);
  }
}
