package cairn.bench.chain;

import java.util.random.RandomGenerator;

/**
 * How many of what: the shares of a day on the main network in 2024 and 2025, rounded.
 *
 * <p>Most transactions have one or two inputs and one or two outputs; a few consolidate or pay
 * many. More outputs are made than spent, so the set of coins grows.
 */
final class Mix {
  private static final CoinKind[] KINDS = CoinKind.values();

  /** Per mille of outputs, in the order of {@link CoinKind}. */
  private static final int[] KIND_SHARES = {420, 260, 30, 110, 110, 50, 20};

  private Mix() {}

  static CoinKind kind(RandomGenerator random) {
    int at = random.nextInt(1000);
    int kind = 0;
    while (at >= KIND_SHARES[kind]) {
      at -= KIND_SHARES[kind++];
    }
    return KINDS[kind];
  }

  /** Of a transaction: 1 to 80. */
  static int inputs(RandomGenerator random) {
    int at = random.nextInt(1000);
    if (at < 700) {
      return 1;
    }
    if (at < 870) {
      return 2;
    }
    if (at < 965) {
      return random.nextInt(3, 6);
    }
    return at < 996 ? random.nextInt(6, 21) : random.nextInt(21, 81);
  }

  /** Of a transaction, not counting data: 1 to 100. */
  static int outputs(RandomGenerator random) {
    int at = random.nextInt(1000);
    if (at < 180) {
      return 1;
    }
    if (at < 830) {
      return 2;
    }
    if (at < 945) {
      return random.nextInt(3, 6);
    }
    return at < 992 ? random.nextInt(6, 21) : random.nextInt(21, 101);
  }

  /** Whether a transaction has an OP_RETURN output. */
  static boolean carriesData(RandomGenerator random) {
    return random.nextInt(100) < 12;
  }

  /** How many transactions a block should have, room permitting. */
  static int transactions(RandomGenerator random) {
    return random.nextInt(2_000, 3_001);
  }

  /** How old the next coin to be spent is. */
  static Age age(RandomGenerator random) {
    int at = random.nextInt(100);
    return at < 8 ? Age.SAME_BLOCK : at < 50 ? Age.YOUNG : Age.ANY;
  }

  /** When a coin was made, seen from its spend. */
  enum Age {
    /** In the block that spends it. */
    SAME_BLOCK,
    /** Among the most recent ones. */
    YOUNG,
    /** At any time. */
    ANY
  }
}
