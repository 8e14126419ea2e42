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
 */
public record Warnings(Ledger ledger, Supplier<List<String>> ofConnections) {
  /** Where an answer tells {@link #all}. */
  public static Field field() {
    return Result.field(
        "warnings", Result.array("What the operator should know of", Result.string("a warning")));
  }

  /** What there is now. */
  public Json all() {
    return Json.strings(
        Stream.of(ledger.state().warnings(), ofConnections.get()).flatMap(List::stream).toList());
  }
}
