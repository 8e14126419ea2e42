package cairn.primitives.miniscript;

/**
 * How the stack grows and shrinks in a set of ways to execute a script.
 *
 * <p>Sets are joined with {@link #or}, and executed one after the other with {@link #then}; so what
 * holds for a script follows from what holds for its opcodes, without listing the ways.
 *
 * @param possible whether there is any way at all
 * @param consumed how many more items there can be before than after
 * @param peak how many more items there can be at some moment than after
 */
record StackUse(boolean possible, int consumed, int peak) {
  static final StackUse IMPOSSIBLE = new StackUse(false, 0, 0);

  /** Nothing, or opcodes that replace the top of the stack. */
  static final StackUse NOTHING = of(0, 0);

  /** One opcode that adds an item. */
  static final StackUse PUSH = of(-1, 0);

  /** One opcode that takes an item away, or makes one of two. */
  static final StackUse TAKE = of(1, 1);

  /** EQUALVERIFY. */
  static final StackUse TAKE_TWO = of(2, 2);

  static StackUse of(int consumed, int peak) {
    return new StackUse(true, consumed, peak);
  }

  /** This and then {@code next}. */
  StackUse then(StackUse next) {
    return possible && next.possible
        ? of(consumed + next.consumed, Math.max(next.peak, next.consumed + peak))
        : IMPOSSIBLE;
  }

  /** This or {@code other}. */
  StackUse or(StackUse other) {
    if (!possible) {
      return other;
    }
    return other.possible
        ? of(Math.max(consumed, other.consumed), Math.max(peak, other.peak))
        : this;
  }
}
