package cairn.primitives.miniscript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What an expression may cost, of what scripts are limited in.
 *
 * @param opcodes those that are not pushes
 * @param keysToSatisfy of the CHECKMULTISIGs that are executed, which count as opcodes
 * @param keysToDissatisfy the same where it is not to be satisfied
 * @param stackToSatisfy the stack while it is satisfied
 * @param stackToDissatisfy the same where it is not to be satisfied
 * @param bytesToSatisfy of the witness, without the script
 * @param bytesToDissatisfy the same where it is not to be satisfied
 */
record Costs(
    int opcodes,
    Most keysToSatisfy,
    Most keysToDissatisfy,
    StackUse stackToSatisfy,
    StackUse stackToDissatisfy,
    Most bytesToSatisfy,
    Most bytesToDissatisfy) {

  static Costs of(
      Fragment fragment, List<? extends Node<?>> subs, int k, int keys, ScriptContext context) {
    int signature = 1 + context.maxSignatureLength();
    int key = 1 + context.keyLength();
    return switch (fragment) {
      case JUST_0 ->
          new Costs(
              0, Most.NONE, Most.ZERO, StackUse.IMPOSSIBLE, StackUse.PUSH, Most.NONE, Most.ZERO);
      case JUST_1 -> forced(0, StackUse.PUSH, 0);
      case OLDER, AFTER -> forced(1, StackUse.PUSH, 0);
      case PK_K -> plain(0, StackUse.PUSH, signature, 1);
      case PK_H ->
          plain(
              3,
              StackUse.PUSH.then(StackUse.PUSH).then(StackUse.TAKE_TWO),
              signature + key,
              1 + key);
      case SHA256, RIPEMD160, HASH256, HASH160 -> forced(4, hash(), 1 + 32);
      case MULTI ->
          new Costs(
              1,
              Most.of(keys),
              Most.of(keys),
              StackUse.of(k, k + keys + 2),
              StackUse.of(k, k + keys + 2),
              Most.of(k * signature + 1),
              Most.of(k + 1));
      case MULTI_A -> plain(keys + 1, StackUse.of(keys - 1, keys), k * signature + keys - k, keys);
      case THRESH -> thresh(subs, k);
      case WRAP_A, WRAP_S, WRAP_C, WRAP_D, WRAP_V, WRAP_J, WRAP_N ->
          wrapper(fragment, subs.getFirst());
      case ANDOR -> andOr(subs.get(0).costs(), subs.get(1).costs(), subs.get(2).costs());
      default -> pair(fragment, subs.get(0).costs(), subs.get(1).costs());
    };
  }

  /** What cannot be dissatisfied. */
  private static Costs forced(int opcodes, StackUse stack, int bytes) {
    return new Costs(
        opcodes, Most.ZERO, Most.NONE, stack, StackUse.IMPOSSIBLE, Most.of(bytes), Most.NONE);
  }

  private static Costs plain(int opcodes, StackUse stack, int bytes, int bytesToDissatisfy) {
    return new Costs(
        opcodes, Most.ZERO, Most.ZERO, stack, stack, Most.of(bytes), Most.of(bytesToDissatisfy));
  }

  private static StackUse hash() {
    return StackUse.PUSH
        .then(StackUse.PUSH)
        .then(StackUse.TAKE_TWO)
        .then(StackUse.PUSH)
        .then(StackUse.TAKE);
  }

  private static Costs wrapper(Fragment fragment, Node<?> sub) {
    var x = sub.costs();
    var satisfied = x.stackToSatisfy;
    return switch (fragment) {
      case WRAP_A -> x.withMoreOpcodes(2);
      case WRAP_C ->
          new Costs(
              x.opcodes + 1,
              x.keysToSatisfy,
              x.keysToDissatisfy,
              satisfied.then(StackUse.TAKE),
              x.stackToDissatisfy.then(StackUse.TAKE),
              x.bytesToSatisfy,
              x.bytesToDissatisfy);
      case WRAP_D -> {
        var test = StackUse.PUSH.then(StackUse.TAKE);
        yield new Costs(
            x.opcodes + 3,
            x.keysToSatisfy,
            Most.ZERO,
            test.then(satisfied),
            test,
            x.bytesToSatisfy.plus(2),
            Most.of(1));
      }
      case WRAP_V ->
          new Costs(
              x.opcodes + (sub.type().has("x") ? 1 : 0),
              x.keysToSatisfy,
              Most.NONE,
              satisfied.then(StackUse.TAKE),
              StackUse.IMPOSSIBLE,
              x.bytesToSatisfy,
              Most.NONE);
      case WRAP_J -> {
        var test = StackUse.PUSH.then(StackUse.TAKE);
        yield new Costs(
            x.opcodes + 4,
            x.keysToSatisfy,
            Most.ZERO,
            test.then(satisfied),
            test,
            x.bytesToSatisfy,
            Most.of(1));
      }
      default -> x.withMoreOpcodes(1);
    };
  }

  private Costs withMoreOpcodes(int more) {
    return new Costs(
        opcodes + more,
        keysToSatisfy,
        keysToDissatisfy,
        stackToSatisfy,
        stackToDissatisfy,
        bytesToSatisfy,
        bytesToDissatisfy);
  }

  private static Costs pair(Fragment fragment, Costs x, Costs y) {
    var take = StackUse.TAKE;
    var bothDissatisfied = x.stackToDissatisfy.then(y.stackToDissatisfy);
    var otherKeys = x.keysToDissatisfy.plus(y.keysToSatisfy);
    var otherBytes = x.bytesToDissatisfy.plus(y.bytesToSatisfy);
    var noKeys = x.keysToDissatisfy.plus(y.keysToDissatisfy);
    var noBytes = x.bytesToDissatisfy.plus(y.bytesToDissatisfy);
    int opcodes = x.opcodes + y.opcodes;
    return switch (fragment) {
      case AND_V ->
          new Costs(
              opcodes,
              x.keysToSatisfy.plus(y.keysToSatisfy),
              Most.NONE,
              x.stackToSatisfy.then(y.stackToSatisfy),
              StackUse.IMPOSSIBLE,
              x.bytesToSatisfy.plus(y.bytesToSatisfy),
              Most.NONE);
      case AND_B ->
          new Costs(
              opcodes + 1,
              x.keysToSatisfy.plus(y.keysToSatisfy),
              noKeys,
              x.stackToSatisfy.then(y.stackToSatisfy).then(take),
              bothDissatisfied.then(take),
              x.bytesToSatisfy.plus(y.bytesToSatisfy),
              noBytes);
      case OR_B ->
          new Costs(
              opcodes + 1,
              x.keysToSatisfy.plus(y.keysToDissatisfy).or(otherKeys),
              noKeys,
              x.stackToSatisfy
                  .then(y.stackToDissatisfy)
                  .or(x.stackToDissatisfy.then(y.stackToSatisfy))
                  .then(take),
              bothDissatisfied.then(take),
              x.bytesToSatisfy.plus(y.bytesToDissatisfy).or(otherBytes),
              noBytes);
      case OR_C ->
          new Costs(
              opcodes + 2,
              x.keysToSatisfy.or(otherKeys),
              Most.NONE,
              x.stackToSatisfy.then(take).or(x.stackToDissatisfy.then(take).then(y.stackToSatisfy)),
              StackUse.IMPOSSIBLE,
              x.bytesToSatisfy.or(otherBytes),
              Most.NONE);
      case OR_D ->
          new Costs(
              opcodes + 3,
              x.keysToSatisfy.or(otherKeys),
              noKeys,
              x.stackToSatisfy
                  .then(StackUse.PUSH)
                  .then(take)
                  .or(x.stackToDissatisfy.then(take).then(y.stackToSatisfy)),
              x.stackToDissatisfy.then(take).then(y.stackToDissatisfy),
              x.bytesToSatisfy.or(otherBytes),
              noBytes);
      case OR_I ->
          new Costs(
              opcodes + 3,
              x.keysToSatisfy.or(y.keysToSatisfy),
              x.keysToDissatisfy.or(y.keysToDissatisfy),
              take.then(x.stackToSatisfy.or(y.stackToSatisfy)),
              take.then(x.stackToDissatisfy.or(y.stackToDissatisfy)),
              x.bytesToSatisfy.plus(2).or(y.bytesToSatisfy.plus(1)),
              x.bytesToDissatisfy.plus(2).or(y.bytesToDissatisfy.plus(1)));
      default -> throw new IllegalArgumentException("no pair: " + fragment);
    };
  }

  private static Costs andOr(Costs x, Costs y, Costs z) {
    var take = StackUse.TAKE;
    return new Costs(
        3 + x.opcodes + y.opcodes + z.opcodes,
        y.keysToSatisfy.plus(x.keysToSatisfy).or(x.keysToDissatisfy.plus(z.keysToSatisfy)),
        x.keysToDissatisfy.plus(z.keysToDissatisfy),
        x.stackToSatisfy
            .then(take)
            .then(y.stackToSatisfy)
            .or(x.stackToDissatisfy.then(take).then(z.stackToSatisfy)),
        x.stackToDissatisfy.then(take).then(z.stackToDissatisfy),
        x.bytesToSatisfy.plus(y.bytesToSatisfy).or(x.bytesToDissatisfy.plus(z.bytesToSatisfy)),
        x.bytesToDissatisfy.plus(z.bytesToDissatisfy));
  }

  private static Costs thresh(List<? extends Node<?>> subs, int k) {
    int opcodes = 0;
    var parts = new ArrayList<Costs>();
    for (var sub : subs) {
      opcodes += sub.costs().opcodes + 1;
      parts.add(sub.costs());
    }
    var keys =
        byCount(
            parts,
            Most.ZERO,
            Costs::keysToSatisfy,
            Costs::keysToDissatisfy,
            Most::or,
            (sum, next, _) -> sum.plus(next));
    var bytes =
        byCount(
            parts,
            Most.ZERO,
            Costs::bytesToSatisfy,
            Costs::bytesToDissatisfy,
            Most::or,
            (sum, next, _) -> sum.plus(next));
    var stacks =
        byCount(
            parts,
            StackUse.NOTHING,
            Costs::stackToSatisfy,
            Costs::stackToDissatisfy,
            StackUse::or,
            (sum, next, i) -> i == 0 ? sum.then(next) : sum.then(next).then(StackUse.TAKE));
    var end = StackUse.PUSH.then(StackUse.TAKE);
    return new Costs(
        opcodes,
        keys.get(k),
        keys.getFirst(),
        stacks.get(k).then(end),
        stacks.getFirst().then(end),
        bytes.get(k),
        bytes.getFirst());
  }

  private interface Sum<T> {
    T of(T before, T next, int index);
  }

  /** What it takes to satisfy just 0, 1, 2... of the parts. */
  private static <T> List<T> byCount(
      List<Costs> parts,
      T nothing,
      Function<Costs, T> satisfied,
      Function<Costs, T> dissatisfied,
      BinaryOperator<T> or,
      Sum<T> sum) {
    var counts = new ArrayList<T>();
    counts.add(nothing);
    for (int i = 0; i < parts.size(); i++) {
      var yes = satisfied.apply(parts.get(i));
      var no = dissatisfied.apply(parts.get(i));
      counts.add(sum.of(counts.getLast(), yes, i));
      for (int j = i; j > 0; j--) {
        counts.set(j, or.apply(sum.of(counts.get(j), no, i), sum.of(counts.get(j - 1), yes, i)));
      }
      counts.set(0, sum.of(counts.getFirst(), no, i));
    }
    return counts;
  }
}
