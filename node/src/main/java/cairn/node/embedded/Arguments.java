package cairn.node.embedded;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what Java programs have into what the methods take. */
final class Arguments {
  private Arguments() {}

  static Json of(@Nullable Object... values) {
    return array(Arrays.asList(values), 0);
  }

  private static Json array(List<?> values, int depth) {
    return new Json.Arr(values.stream().map(value -> json(value, depth + 1)).toList());
  }

  private static Json json(@Nullable Object value, int depth) {
    if (depth > JsonReader.MAX_DEPTH) {
      throw new IllegalArgumentException("lists and maps are in each other too deep");
    }
    return switch (value) {
      case null -> Json.Null.NULL;
      case Json json -> json;
      case String text -> Json.of(text);
      case Boolean bool -> Json.of(bool.booleanValue());
      case Integer number -> Json.of(number.longValue());
      case Long number -> Json.of(number.longValue());
      case Double number -> Json.of(number.doubleValue());
      case BigDecimal number -> new Json.Num(number.toPlainString());
      case Amount amount -> Json.of(amount);
      case Hash256 hash -> Json.of(hash.display());
      case Bytes bytes -> Json.of(bytes.toHex());
      case Transaction transaction -> Json.of(transaction.serialized().toHex());
      case List<?> list -> array(list, depth);
      case Map<?, ?> map -> object(map, depth);
      default ->
          throw new IllegalArgumentException(
              "no JSON stands for a " + value.getClass().getName() + ": " + value);
    };
  }

  private static Json object(Map<?, ?> map, int depth) {
    var object = Json.object();
    map.forEach((name, value) -> object.put(String.valueOf(name), json(value, depth + 1)));
    return object.build();
  }
}
