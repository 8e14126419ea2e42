package cairn.rpc.cli;

import cairn.rpc.cli.Conversions.Conversion;
import cairn.rpc.cli.Conversions.Format;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Turns the words of a command line into the parameters of a call, as {@code bitcoin-cli} does. */
final class CommandArguments {
  private final Conversions conversions;

  CommandArguments(String method) {
    this.conversions = Conversions.of(method);
  }

  /** Parameters by place. */
  Json positional(List<String> words) throws CliException {
    var params = new ArrayList<Json>();
    for (var word : words) {
      params.add(convert(conversions.at(params.size()), word));
    }
    return new Json.Arr(params);
  }

  /**
   * Parameters by name. A word without {@code =} stands for its place; and so does one with it
   * where no parameter has the name before it, and at that place the whole word makes sense.
   */
  Json named(List<String> words) throws CliException {
    var named = new LinkedHashMap<String, Json>();
    var positional = new ArrayList<Json>();
    for (var word : words) {
      int equals = word.indexOf('=');
      var place = conversions.at(positional.size());
      if (equals < 0) {
        positional.add(convert(place, word));
        continue;
      }
      var name = word.substring(0, equals);
      var conversion = conversions.named(name);
      var whole = conversion.isPresent() ? Optional.<Json>empty() : whole(place, word);
      if (whole.isPresent()) {
        positional.add(whole.get());
      } else {
        named.put(name, convert(conversion, word.substring(equals + 1)));
      }
    }
    var params = Json.object();
    named.forEach(params::put);
    if (!positional.isEmpty()) {
      params.put("args", new Json.Arr(positional)); // besides one that was passed by this name
    }
    return params.build();
  }

  /** The word as a whole, if that can be meant. */
  private static Optional<Json> whole(Optional<Conversion> place, String word) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    return switch (place.get().format()) {
      case STRING -> Optional.of(Json.of(word));
      case JSON -> parse(word);
      case EITHER -> Optional.empty();
    };
  }

  private static Json convert(Optional<Conversion> conversion, String word) throws CliException {
    var format = conversion.map(Conversion::format).orElse(Format.STRING);
    if (format == Format.STRING) {
      return Json.of(word);
    }
    var json = parse(word);
    if (json.isEmpty() && format == Format.JSON) {
      throw new CliException("Error parsing JSON: " + word);
    }
    return json.orElse(Json.of(word));
  }

  private static Optional<Json> parse(String word) {
    try {
      return Optional.of(JsonReader.read(word));
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }
}
