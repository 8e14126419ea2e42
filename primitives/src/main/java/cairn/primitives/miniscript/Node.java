package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import cairn.primitives.ScriptNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * An expression: what it is, and its parts. It may have a type that is invalid.
 *
 * @param <K> what stands for a public key
 */
public final class Node<K> {
  private final Fragment fragment;
  private final ScriptContext context;
  private final int k;
  private final List<K> keys;
  private final Bytes hash;
  private final List<Node<K>> subs;
  private final MiniscriptType type;
  private final Costs costs;
  private final int scriptLength;

  private Node(
      Fragment fragment,
      ScriptContext context,
      int k,
      List<K> keys,
      Bytes hash,
      List<Node<K>> subs) {
    this.fragment = fragment;
    this.context = context;
    this.k = k;
    this.keys = List.copyOf(keys);
    this.hash = hash;
    this.subs = List.copyOf(subs);
    this.type = TypeRules.of(fragment, this.subs.stream().map(Node::type).toList(), k, context);
    this.costs = Costs.of(fragment, this.subs, k, this.keys.size(), context);
    this.scriptLength = computeScriptLength();
  }

  static <K> Node<K> leaf(Fragment fragment, ScriptContext context) {
    return new Node<>(fragment, context, 0, List.of(), Bytes.EMPTY, List.of());
  }

  static <K> Node<K> lock(Fragment fragment, ScriptContext context, int value) {
    return new Node<>(fragment, context, value, List.of(), Bytes.EMPTY, List.of());
  }

  static <K> Node<K> hash(Fragment fragment, ScriptContext context, Bytes hash) {
    return new Node<>(fragment, context, 0, List.of(), hash, List.of());
  }

  static <K> Node<K> key(Fragment fragment, ScriptContext context, K key) {
    return new Node<>(fragment, context, 0, List.of(key), Bytes.EMPTY, List.of());
  }

  static <K> Node<K> multi(Fragment fragment, ScriptContext context, int k, List<K> keys) {
    return new Node<>(fragment, context, k, keys, Bytes.EMPTY, List.of());
  }

  static <K> Node<K> thresh(ScriptContext context, int k, List<Node<K>> subs) {
    return new Node<>(Fragment.THRESH, context, k, List.of(), Bytes.EMPTY, subs);
  }

  static <K> Node<K> of(Fragment fragment, ScriptContext context, Node<K> sub) {
    return of(fragment, context, List.of(sub));
  }

  static <K> Node<K> of(Fragment fragment, ScriptContext context, Node<K> x, Node<K> y) {
    return of(fragment, context, List.of(x, y));
  }

  static <K> Node<K> of(Fragment fragment, ScriptContext context, Node<K> x, Node<K> y, Node<K> z) {
    return of(fragment, context, List.of(x, y, z));
  }

  private static <K> Node<K> of(Fragment fragment, ScriptContext context, List<Node<K>> subs) {
    return new Node<>(fragment, context, 0, List.of(), Bytes.EMPTY, subs);
  }

  public Fragment fragment() {
    return fragment;
  }

  public ScriptContext context() {
    return context;
  }

  /** The threshold, or the argument of {@code older} and {@code after}; else 0. */
  public int k() {
    return k;
  }

  /** The keys that are written in it, without those of its parts. */
  public List<K> keys() {
    return keys;
  }

  /** What a preimage must hash to; else empty. */
  public Bytes hash() {
    return hash;
  }

  public List<Node<K>> subs() {
    return subs;
  }

  public MiniscriptType type() {
    return type;
  }

  Costs costs() {
    return costs;
  }

  /** How many bytes its script has. */
  public int scriptLength() {
    return scriptLength;
  }

  private int computeScriptLength() {
    int inner = 0;
    for (var sub : subs) {
      inner += sub.scriptLength;
    }
    int key = 1 + context.keyLength();
    return switch (fragment) {
      case JUST_0, JUST_1 -> 1;
      case PK_K -> key;
      case PK_H -> 24;
      case OLDER, AFTER -> 1 + numberLength(k);
      case SHA256, HASH256 -> 39;
      case HASH160, RIPEMD160 -> 27;
      case MULTI -> 1 + numberLength(keys.size()) + numberLength(k) + key * keys.size();
      case MULTI_A -> (key + 1) * keys.size() + numberLength(k) + 1;
      case AND_V -> inner;
      case WRAP_V -> inner + (subs.getFirst().type.has("x") ? 1 : 0);
      case WRAP_S, WRAP_C, WRAP_N, AND_B, OR_B -> inner + 1;
      case WRAP_A, OR_C -> inner + 2;
      case WRAP_D, OR_D, OR_I, ANDOR -> inner + 3;
      case WRAP_J -> inner + 4;
      case THRESH -> inner + subs.size() + numberLength(k);
    };
  }

  /** How many bytes the shortest push of a number has that is not negative. */
  static int numberLength(long number) {
    return number <= 16 ? 1 : 1 + ScriptNumber.encode(number).length();
  }

  /**
   * Computes a value from the bottom up: {@code of} is given each node with the values of its
   * parts.
   */
  <T> T fold(BiFunction<Node<K>, List<T>, T> of) {
    var open = new ArrayDeque<Unfinished<K>>();
    var values = new ArrayList<T>();
    open.push(new Unfinished<>(this));
    while (!open.isEmpty()) {
      var top = open.element();
      var parts = top.node.subs;
      if (top.expanded < parts.size()) {
        open.push(new Unfinished<>(parts.get(top.expanded++)));
        continue;
      }
      var own = values.subList(values.size() - parts.size(), values.size());
      var value = of.apply(top.node, List.copyOf(own));
      own.clear();
      values.add(value);
      open.pop();
    }
    return values.getFirst();
  }

  /** A node of which some parts have been gone through. */
  private static final class Unfinished<K> {
    final Node<K> node;
    int expanded;

    Unfinished(Node<K> node) {
      this.node = node;
    }
  }

  /** Whether its type is one, and its script short enough. */
  public boolean isValid() {
    return type.isValid() && scriptLength <= context.maxScriptLength();
  }

  /** Whether it is valid and can stand alone as a script. */
  public boolean isValidTopLevel() {
    return isValid() && type.has("B");
  }

  /** How many opcodes count against the limit of 201 to satisfy it; -1 if that cannot be. */
  public int opcodes() {
    return costs.keysToSatisfy().exists() ? costs.opcodes() + costs.keysToSatisfy().value() : -1;
  }

  /** How many items of the witness satisfy it, at most; -1 if none do. */
  public int stackItems() {
    var stack = costs.stackToSatisfy();
    return stack.possible() ? stack.consumed() + (type.hasAny("BKW") ? 1 : 0) : -1;
  }

  /** How high the stack gets while it is satisfied, at most; -1 if it cannot be. */
  public int peakStackItems() {
    var stack = costs.stackToSatisfy();
    return stack.possible() ? stack.peak() + (type.hasAny("BKW") ? 1 : 0) : -1;
  }

  /** Bytes of the witness that satisfies it, at most, without the script; -1 if none does. */
  public int witnessBytes() {
    return costs.bytesToSatisfy().exists() ? costs.bytesToSatisfy().value() : -1;
  }

  /** Whether nothing that satisfies it exceeds a limit. */
  public boolean hasValidSatisfactions() {
    return isValid()
        && (context.isTapscript()
            ? peakStackItems() <= 1_000
            : opcodes() <= 201 && stackItems() <= 100);
  }

  @Override
  public String toString() {
    return MiniscriptText.of(this, String::valueOf);
  }
}
