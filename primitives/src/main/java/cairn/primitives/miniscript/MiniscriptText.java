package cairn.primitives.miniscript;

import java.util.Locale;
import java.util.function.Function;

/** Writes expressions as text, in the shortest of the ways that BIP 379 has. */
final class MiniscriptText {
  private MiniscriptText() {}

  static <K> String of(Node<K> root, Function<K, String> key) {
    var text = new StringBuilder();
    Emission.<K, String>write(
        root, (node, wrapped, out) -> expand(node, wrapped, out, key), text::append);
    return text.toString();
  }

  /**
   * Writes one node.
   *
   * @param wrapped whether it comes after the letters of wrappers, which a colon ends
   */
  private static <K> void expand(
      Node<K> node, boolean wrapped, Emission<K, String> out, Function<K, String> key) {
    var subs = node.subs();
    var fragment = node.fragment();
    if (isSugaredKey(node)) {
      var inner = subs.getFirst();
      out.piece(wrapped ? ":" : "")
          .piece(inner.fragment() == Fragment.PK_K ? "pk(" : "pkh(")
          .piece(key.apply(inner.keys().getFirst()))
          .piece(")");
    } else if (fragment.isWrapper()) {
      out.piece(letter(fragment)).part(subs.getFirst(), true);
    } else if (fragment == Fragment.AND_V && is(subs.get(1), Fragment.JUST_1)) {
      out.piece("t").part(subs.getFirst(), true);
    } else if (fragment == Fragment.OR_I && is(subs.getFirst(), Fragment.JUST_0)) {
      out.piece("l").part(subs.get(1), true);
    } else if (fragment == Fragment.OR_I && is(subs.get(1), Fragment.JUST_0)) {
      out.piece("u").part(subs.getFirst(), true);
    } else {
      expandFunction(node, out.piece(wrapped ? ":" : ""), key);
    }
  }

  private static <K> void expandFunction(
      Node<K> node, Emission<K, String> out, Function<K, String> key) {
    var subs = node.subs();
    switch (node.fragment()) {
      case JUST_0 -> out.piece("0");
      case JUST_1 -> out.piece("1");
      case OLDER, AFTER -> out.piece(name(node)).piece("(" + node.k() + ")");
      case SHA256, HASH256, RIPEMD160, HASH160 ->
          out.piece(name(node)).piece("(" + node.hash() + ")");
      case PK_K, PK_H -> out.piece(name(node)).piece("(" + key.apply(node.keys().getFirst()) + ")");
      case MULTI, MULTI_A -> {
        out.piece(name(node)).piece("(" + node.k());
        node.keys().forEach(each -> out.piece(",").piece(key.apply(each)));
        out.piece(")");
      }
      case THRESH -> {
        out.piece("thresh(" + node.k());
        subs.forEach(sub -> out.piece(",").part(sub, false));
        out.piece(")");
      }
      case ANDOR -> {
        boolean sugared = is(subs.get(2), Fragment.JUST_0);
        out.piece(sugared ? "and_n(" : "andor(");
        out.part(subs.getFirst(), false).piece(",").part(subs.get(1), false);
        if (!sugared) {
          out.piece(",").part(subs.get(2), false);
        }
        out.piece(")");
      }
      default ->
          out.piece(name(node))
              .piece("(")
              .part(subs.getFirst(), false)
              .piece(",")
              .part(subs.get(1), false)
              .piece(")");
    }
  }

  private static boolean isSugaredKey(Node<?> node) {
    return node.fragment() == Fragment.WRAP_C
        && (is(node.subs().getFirst(), Fragment.PK_K) || is(node.subs().getFirst(), Fragment.PK_H));
  }

  private static boolean is(Node<?> node, Fragment fragment) {
    return node.fragment() == fragment;
  }

  private static String letter(Fragment wrapper) {
    return wrapper.name().substring("WRAP_".length()).toLowerCase(Locale.ROOT);
  }

  private static String name(Node<?> node) {
    return node.fragment().name().toLowerCase(Locale.ROOT);
  }
}
