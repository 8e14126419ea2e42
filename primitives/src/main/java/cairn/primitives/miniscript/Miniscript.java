package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A script as an expression. It may be one that should not be used: {@link #isSane} tells.
 *
 * @param <K> what stands for a public key
 */
public final class Miniscript<K> {
  private final Node<K> root;
  private final Set<Node<K>> repeating;

  private Miniscript(Node<K> root, Set<Node<K>> repeating) {
    this.root = root;
    this.repeating = repeating;
  }

  /** The expression with this tree. {@code identity} is equal for keys that are the same. */
  static <K> Miniscript<K> of(Node<K> root, Function<K, ?> identity) {
    Set<Node<K>> repeating = Collections.newSetFromMap(new IdentityHashMap<>());
    root.<Optional<Set<Object>>>fold((node, parts) -> {
      var all = distinctKeys(node, parts, identity);
      if (all.isEmpty()) {
        repeating.add(node);
      }
      return all;
    });
    return new Miniscript<>(root, repeating);
  }

  /** The keys of a node and its parts; empty if there is one twice. */
  private static <K> Optional<Set<Object>> distinctKeys(
      Node<K> node, List<Optional<Set<Object>>> parts, Function<K, ?> identity) {
    Set<Object> all = new HashSet<>();
    for (var key : node.keys()) {
      if (!all.add(identity.apply(key))) {
        return Optional.empty();
      }
    }
    for (var part : parts) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
      boolean partIsLarger = part.get().size() > all.size();
      var larger = partIsLarger ? part.get() : all;
      int size = all.size() + part.get().size();
      larger.addAll(partIsLarger ? all : part.get());
      all = larger;
      if (all.size() != size) {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }

  /**
   * Reads an expression. What is read may be invalid, which {@link #root} tells.
   *
   * @param keys called for the texts of the keys, in their order
   * @param identity equal for keys that are the same
   * @return empty if the text is no expression
   * @throws X if {@code keys} throws it
   */
  public static <K, X extends Exception> Optional<Miniscript<K>> parse(
      String text, ScriptContext context, KeyReader<K, X> keys, Function<K, ?> identity) throws X {
    return new MiniscriptParser<>(text, context, keys)
        .parse()
        .map(root -> Miniscript.of(root, identity));
  }

  /**
   * Finds the expression that a script stands for.
   *
   * @param identity equal for keys that are the same
   * @return empty if it stands for none that is valid
   */
  public static <K> Optional<Miniscript<K>> ofScript(
      Script script, ScriptContext context, ScriptKeys<K> keys, Function<K, ?> identity) {
    return MiniscriptDecoder.decode(script, context, keys)
        .map(root -> Miniscript.of(root, identity));
  }

  public Node<K> root() {
    return root;
  }

  /**
   * The script.
   *
   * @param key the bytes of a key, 32 in tapscript and 33 elsewhere
   */
  public Script script(Function<K, Bytes> key) {
    return MiniscriptScript.of(root, key);
  }

  /** The text, with the keys as {@code key} writes them. */
  public String text(Function<K, String> key) {
    return MiniscriptText.of(root, key);
  }

  /** The text of a part of this. */
  public String text(Node<K> part, Function<K, String> key) {
    return MiniscriptText.of(part, key);
  }

  /** Whether no key stands twice in this part. */
  public boolean hasDistinctKeys(Node<K> part) {
    return !repeating.contains(part);
  }

  /** Whether a part does what one would think it does. */
  public boolean isSaneSubexpression(Node<K> part) {
    return part.hasValidSatisfactions() && part.type().has("mk") && hasDistinctKeys(part);
  }

  /** Whether this is safe to use as a script. */
  public boolean isSane() {
    return root.isValidTopLevel() && isSaneSubexpression(root) && root.type().has("s");
  }

  /** Whether nothing satisfies it. */
  public boolean isUnsatisfiable() {
    return root.stackItems() < 0;
  }

  /** The first part that is not sane although its own parts are; empty if all are sane. */
  public Optional<Node<K>> insanePart() {
    return root.<Optional<Node<K>>>fold((node, parts) -> {
      for (var part : parts) {
        if (part.isPresent()) {
          return part;
        }
      }
      return isSaneSubexpression(node) ? Optional.empty() : Optional.of(node);
    });
  }
}
