package cairn.primitives.descriptor;

import cairn.primitives.address.AddressFormat;
import cairn.primitives.signing.SigningProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes expressions.
 *
 * @param secrets the secret keys that are written in the place of public ones
 */
record ExpressionText(AddressFormat format, SigningProvider secrets) {
  String of(ScriptExpression expression) {
    return switch (expression) {
      case ScriptExpression.Pk(var key, _) -> function("pk", key);
      case ScriptExpression.Pkh(var key) -> function("pkh", key);
      case ScriptExpression.Wpkh(var key) -> function("wpkh", key);
      case ScriptExpression.Combo(var key) -> function("combo", key);
      case ScriptExpression.RawTr(var key) -> function("rawtr", key);
      case ScriptExpression.Unused(var key) -> function("unused", key);
      case ScriptExpression.Multi(var required, var keys, var sorted) ->
          multi(sorted ? "sortedmulti" : "multi", required, keys);
      case ScriptExpression.MultiA(var required, var keys, var sorted) ->
          multi(sorted ? "sortedmulti_a" : "multi_a", required, keys);
      case ScriptExpression.Sh(var script) -> "sh(" + of(script) + ")";
      case ScriptExpression.Wsh(var script) -> "wsh(" + of(script) + ")";
      case ScriptExpression.Tr(var key, var leaves) ->
          "tr(" + key(key) + (leaves.isEmpty() ? "" : "," + tree(leaves)) + ")";
      case ScriptExpression.OfMiniscript(var miniscript, var keys) ->
          miniscript.text(place -> key(keys.get(place)));
      case ScriptExpression.Addr(var address) -> "addr(" + address.text(format) + ")";
      case ScriptExpression.Raw(var script) -> "raw(" + script + ")";
    };
  }

  String key(DescriptorKey key) {
    return key.text(format, secrets);
  }

  private String function(String name, DescriptorKey key) {
    return name + "(" + key(key) + ")";
  }

  private String multi(String name, int required, List<DescriptorKey> keys) {
    return keys.stream()
        .map(this::key)
        .collect(Collectors.joining(",", name + "(" + required + ",", ")"));
  }

  /** The tree of which these are the leaves, from left to right. */
  private String tree(List<ScriptExpression.Leaf> leaves) {
    var text = new StringBuilder();
    // For each level from the root on, whether its left side is written.
    var levels = new ArrayList<Boolean>();
    for (var leaf : leaves) {
      if (!text.isEmpty()) {
        text.append(',');
      }
      while (levels.size() <= leaf.depth()) {
        if (!levels.isEmpty()) {
          text.append('{');
        }
        levels.add(false);
      }
      text.append(of(leaf.script()));
      while (!levels.isEmpty() && levels.getLast()) {
        if (levels.size() > 1) {
          text.append('}');
        }
        levels.removeLast();
      }
      if (!levels.isEmpty()) {
        levels.set(levels.size() - 1, true);
      }
    }
    return text.toString();
  }
}
