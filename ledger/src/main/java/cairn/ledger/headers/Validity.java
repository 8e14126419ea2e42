package cairn.ledger.headers;

/** How far the checks of a block have come. Each step has the ones before it behind it. */
public enum Validity {
  /** The header keeps its rules, and so do all before it. */
  TREE(2),
  /** The transactions keep the rules that do not depend on what they spend. */
  TRANSACTIONS(3),
  /** What they spend was there to be spent, and so in all blocks before. */
  CHAIN(4),
  /** The scripts are satisfied, and so in all blocks before. */
  SCRIPTS(5);

  private final int level;

  Validity(int level) {
    this.level = level;
  }

  /** The number that stands for it in {@link HeaderEntry#status()}. */
  int level() {
    return level;
  }
}
