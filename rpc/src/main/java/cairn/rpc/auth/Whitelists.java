package cairn.rpc.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which methods users may call; those without a list may call all, or none. Immutable.
 *
 * <p>A list is written as {@code user:method,method}. Of several lists for a user, what all of them
 * have in common holds.
 */
public final class Whitelists {
  private final Map<String, Set<String>> allowed = new HashMap<>();
  private final boolean othersMayNothing;

  /**
   * @param othersMayNothing whether users without a list may call nothing
   */
  public Whitelists(List<String> lists, boolean othersMayNothing) {
    this.othersMayNothing = othersMayNothing;
    for (var list : lists) {
      int colon = list.indexOf(':');
      var user = colon < 0 ? list : list.substring(0, colon);
      boolean first = !allowed.containsKey(user);
      var methods = allowed.computeIfAbsent(user, _ -> new HashSet<>());
      if (colon >= 0) {
        var named = Set.copyOf(List.of(list.substring(colon + 1).split("[, ]", -1)));
        if (first) {
          methods.addAll(named);
        } else {
          methods.retainAll(named);
        }
      }
    }
  }

  /** Whether the user may call nothing, having no list. */
  public boolean forbidEverything(String user) {
    return othersMayNothing && !restrict(user);
  }

  /** Whether there is a list for the user. */
  public boolean restrict(String user) {
    return allowed.containsKey(user);
  }

  public boolean allow(String user, String method) {
    var methods = allowed.get(user);
    return methods == null ? !othersMayNothing : methods.contains(method);
  }
}
