package cairn.primitives.miniscript;

import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The best witness that satisfies an expression, without the script.
 *
 * @param availability whether there is one
 * @param items the last one on top; empty if there is none
 */
public record Satisfaction(Availability availability, List<Bytes> items) {
  private static final Satisfaction NONE = new Satisfaction(Availability.NO, List.of());

  /** What satisfies an expression, and what does the contrary. */
  private record Inputs(WitnessStack yes, WitnessStack no) {}

  /** Finds a witness that nobody else can change. */
  public static <K> Satisfaction of(Miniscript<K> miniscript, Satisfier<K> with) {
    var stack = miniscript.root().<Inputs>fold((node, parts) -> inputs(node, parts, with)).yes;
    return stack.malleable() || !stack.signed()
        ? NONE
        : new Satisfaction(stack.availability(), stack.items());
  }

  private static <K> Inputs inputs(Node<K> node, List<Inputs> parts, Satisfier<K> with) {
    var zero = WitnessStack.ZERO;
    var empty = WitnessStack.EMPTY;
    var none = WitnessStack.NONE;
    var x = parts.isEmpty() ? new Inputs(none, none) : parts.getFirst();
    var y = parts.size() < 2 ? x : parts.get(1);
    return switch (node.fragment()) {
      case PK_K -> new Inputs(signature(node, 0, with), zero);
      case PK_H -> {
        var key = WitnessStack.of(with.publicKey(node.keys().getFirst()));
        yield new Inputs(signature(node, 0, with).plus(key), zero.plus(key));
      }
      case MULTI -> multi(node, with);
      case MULTI_A -> multiA(node, with);
      case THRESH -> thresh(node, parts);
      case OLDER -> new Inputs(with.isOlder(node.k()) ? empty : none, none);
      case AFTER -> new Inputs(with.isAfter(node.k()) ? empty : none, none);
      case SHA256, RIPEMD160, HASH256, HASH160 ->
          new Inputs(
              WitnessStack.preimage(with.preimage(node.fragment(), node.hash())),
              WitnessStack.NO_PREIMAGE);
      case AND_V -> new Inputs(y.yes.plus(x.yes), y.no.plus(x.yes));
      case AND_B ->
          new Inputs(
              y.yes.plus(x.yes),
              y.no.plus(x.no).or(malleable(y.yes.plus(x.no))).or(malleable(y.no.plus(x.yes))));
      case OR_B ->
          new Inputs(
              y.no.plus(x.yes).or(y.yes.plus(x.no)).or(malleable(y.yes.plus(x.yes))),
              y.no.plus(x.no));
      case OR_C -> new Inputs(x.yes.or(y.yes.plus(x.no)), none);
      case OR_D -> new Inputs(x.yes.or(y.yes.plus(x.no)), y.no.plus(x.no));
      case OR_I ->
          new Inputs(
              x.yes.plus(WitnessStack.ONE).or(y.yes.plus(zero)),
              x.no.plus(WitnessStack.ONE).or(y.no.plus(zero)));
      case ANDOR -> {
        var z = parts.get(2);
        yield new Inputs(
            y.yes.plus(x.yes).or(z.yes.plus(x.no)), y.no.plus(x.yes).or(z.no.plus(x.no)));
      }
      case WRAP_A, WRAP_S, WRAP_C, WRAP_N -> x;
      case WRAP_D -> new Inputs(x.yes.plus(WitnessStack.ONE), zero);
      case WRAP_J ->
          // It is not tracked whether the inner one has another dissatisfaction that is not zero.
          new Inputs(x.yes, zero.withMalleable(x.no.isAvailable() && !x.no.signed()));
      case WRAP_V -> new Inputs(x.yes, none);
      case JUST_0 -> new Inputs(none, empty);
      case JUST_1 -> new Inputs(empty, none);
    };
  }

  private static WitnessStack malleable(WitnessStack stack) {
    return stack.isAvailable() ? stack.withMalleable(true) : stack;
  }

  private static <K> WitnessStack signature(Node<K> node, int index, Satisfier<K> with) {
    return WitnessStack.signature(with.signature(node.keys().get(index)));
  }

  private static <K> Inputs multi(Node<K> node, Satisfier<K> with) {
    // CHECKMULTISIG takes one item more than it looks at, which must be empty.
    var best = new ArrayList<>(List.of(WitnessStack.ZERO));
    for (int i = 0; i < node.keys().size(); i++) {
      addChoice(best, signature(node, i, with), WitnessStack.EMPTY);
    }
    var no = WitnessStack.ZERO;
    for (int i = 0; i < node.k(); i++) {
      no = no.plus(WitnessStack.ZERO);
    }
    return new Inputs(best.get(node.k()), no);
  }

  private static <K> Inputs multiA(Node<K> node, Satisfier<K> with) {
    var best = new ArrayList<>(List.of(WitnessStack.EMPTY));
    for (int i = node.keys().size() - 1; i >= 0; i--) {
      addChoice(best, signature(node, i, with), WitnessStack.ZERO);
    }
    return new Inputs(best.get(node.k()), best.getFirst());
  }

  private static <K> Inputs thresh(Node<K> node, List<Inputs> parts) {
    var best = new ArrayList<>(List.of(WitnessStack.EMPTY));
    for (var part : parts.reversed()) {
      addChoice(best, part.yes, part.no);
    }
    var no = WitnessStack.NONE;
    for (int i = 0; i < best.size(); i++) {
      if (i != node.k()) {
        // Another number than none of them satisfied can always be replaced by none.
        no = no.or(i == 0 ? best.getFirst() : malleable(best.get(i)));
      }
    }
    return new Inputs(best.get(node.k()), no);
  }

  /**
   * Adds an alternative to the best stacks in which 0, 1, 2... of the alternatives so far are
   * satisfied.
   */
  private static void addChoice(List<WitnessStack> best, WitnessStack yes, WitnessStack no) {
    int last = best.size();
    best.add(best.get(last - 1).plus(yes));
    for (int i = last - 1; i > 0; i--) {
      best.set(i, best.get(i).plus(no).or(best.get(i - 1).plus(yes)));
    }
    best.set(0, best.getFirst().plus(no));
  }
}
