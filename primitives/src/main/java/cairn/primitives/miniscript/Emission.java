package cairn.primitives.miniscript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a tree from left to right, without recursion: each node is replaced by pieces of output
 * and by its parts, which are written in their turn.
 *
 * @param <K> what stands for a public key
 * @param <O> pieces of output
 */
final class Emission<K, O> {
  /** What a node is replaced by. */
  interface Rule<K, O> {
    /**
     * Adds the pieces and parts of {@code node}.
     *
     * @param flag what was said of the node when it was added
     */
    void expand(Node<K> node, boolean flag, Emission<K, O> out);
  }

  private sealed interface Item<K, O> {}

  private record Piece<K, O>(O piece) implements Item<K, O> {}

  private record Part<K, O>(Node<K> node, boolean flag) implements Item<K, O> {}

  private final List<Item<K, O>> expansion = new ArrayList<>();

  private Emission() {}

  Emission<K, O> piece(O piece) {
    expansion.add(new Piece<>(piece));
    return this;
  }

  Emission<K, O> part(Node<K> node, boolean flag) {
    expansion.add(new Part<>(node, flag));
    return this;
  }

  static <K, O> void write(Node<K> root, Rule<K, O> rule, Consumer<O> out) {
    var emission = new Emission<K, O>();
    var pending = new ArrayDeque<Item<K, O>>();
    pending.push(new Part<>(root, false));
    while (!pending.isEmpty()) {
      switch (pending.pop()) {
        case Piece<K, O>(var piece) -> out.accept(piece);
        case Part<K, O>(var node, var flag) -> {
          rule.expand(node, flag, emission);
          emission.expansion.reversed().forEach(pending::push);
          emission.expansion.clear();
        }
      }
    }
  }
}
