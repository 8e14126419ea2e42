package cairn.rpc.spec;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts arguments that are passed by name in their places (Core's transformNamedArguments). Not
 * thread-safe; for one call.
 *
 * <p>Arguments that are left out before one that is there become null; after the last one nothing
 * stands, because some methods count what they are given. {@code args} holds arguments that are
 * passed by place, before those passed by name.
 */
public final class NamedArguments {
  private static final String POSITIONAL = "args";

  private final Map<String, Json> named = new LinkedHashMap<>();
  private final List<Json> places = new ArrayList<>();

  /** Places left out since the last one that was filled. */
  private int hole;

  /** Places left out before the first one that was filled. */
  private int firstHole;

  private @Nullable Argument first;

  private NamedArguments() {}

  /** Arguments cannot be put in their places; the message is Core's. */
  public static final class MisnamedException extends Exception {
    private static final long serialVersionUID = 1L;

    MisnamedException(String message) {
      super(message);
    }
  }

  /** The arguments of {@code passed} in the order in which {@code method} takes them. */
  public static List<Json> inOrder(MethodSpec method, Json.Obj passed) throws MisnamedException {
    return new NamedArguments().arrange(method, passed);
  }

  private List<Json> arrange(MethodSpec method, Json.Obj passed) throws MisnamedException {
    for (var member : passed.members()) {
      if (named.putIfAbsent(member.name(), member.value()) != null) {
        throw new MisnamedException("Parameter " + member.name() + " specified multiple times");
      }
    }
    for (var argument : method.arguments()) {
      place(argument);
    }
    var positional = named.remove(POSITIONAL);
    var result = positional instanceof Json.Arr(var elements) ? behind(elements) : places;
    if (!named.isEmpty()) {
      throw new MisnamedException("Unknown named parameter " + named.keySet().iterator().next());
    }
    return result;
  }

  private void place(Argument argument) throws MisnamedException {
    var options =
        argument.kind() == Kind.NAMED_OPTIONS ? takeOptions(argument) : List.<Json.Member>of();
    var name = passedName(argument);
    if (options.isEmpty() && name == null) {
      hole++;
      if (places.isEmpty()) {
        firstHole = hole;
      }
      return;
    }
    for (; hole > 0; hole--) {
      places.add(NULL);
    }
    if (first == null) {
      first = argument;
    }
    if (name == null) {
      places.add(new Json.Obj(options));
    } else if (options.isEmpty()) {
      places.add(take(name));
    } else {
      throw new MisnamedException(
          "Parameter %s conflicts with parameter %s".formatted(name, options.getFirst().name()));
    }
  }

  /** The options in {@code argument} that are passed as if they were arguments. */
  private List<Json.Member> takeOptions(Argument argument) {
    var options = new ArrayList<Json.Member>();
    for (var option : argument.inner()) {
      var name = passedName(option);
      if (name != null) {
        options.add(new Json.Member(name, take(name)));
      }
    }
    return options;
  }

  private @Nullable String passedName(Argument argument) {
    for (var name : argument.names()) {
      if (named.containsKey(name)) {
        return name;
      }
    }
    return null;
  }

  private Json take(String name) {
    var value = named.remove(name);
    return value == null ? NULL : value;
  }

  /** What is passed by name, behind what is passed by place. */
  private List<Json> behind(List<Json> positional) throws MisnamedException {
    if (first != null && firstHole < positional.size()) {
      throw new MisnamedException(
          "Parameter %s specified twice both as positional and named argument"
              .formatted(String.join("|", first.names())));
    }
    var result = new ArrayList<>(positional);
    for (int i = positional.size(); i < places.size(); i++) {
      result.add(places.get(i));
    }
    return result;
  }
}
