package cairn.ledger.script;

/**
 * The IFs that are open, and whether the branch being read is one that is executed. Not
 * thread-safe.
 *
 * <p>It stands for a stack of booleans, one for each open IF, of which only two things are ever
 * asked: whether it is empty, and whether all of them are true. So it keeps how many there are and
 * where the lowest false one is: each step takes the same time, however deep a script nests.
 */
final class Branches {
  private static final int NONE = -1;

  private int open;
  private int lowestFalse = NONE;

  boolean isEmpty() {
    return open == 0;
  }

  /** Whether every open IF is in a branch that its condition has chosen. */
  boolean isExecuting() {
    return lowestFalse == NONE;
  }

  void open(boolean condition) {
    if (!condition && lowestFalse == NONE) {
      lowestFalse = open;
    }
    open++;
  }

  /** Goes to the other branch of the innermost IF; there may be any number of ELSEs. */
  void flip() {
    if (lowestFalse == NONE) {
      lowestFalse = open - 1;
    } else if (lowestFalse == open - 1) {
      lowestFalse = NONE;
    }
  }

  void close() {
    open--;
    if (lowestFalse == open) {
      lowestFalse = NONE;
    }
  }
}
