package cairn.ledger.cluster;

/**
 * Counts what is done, in steps of about a nanosecond each, so that the work can be bounded the
 * same way on all machines. The steps weigh about what they do in Core's cost model, so that Core's
 * bounds mean the same here.
 */
final class Cost {
  private final long max;
  private long spent;

  Cost(long max) {
    this.max = max;
  }

  boolean isLeft() {
    return spent < max;
  }

  long spent() {
    return spent;
  }

  /** A forest was made, of which an order will have to be made in the end. */
  void prepared(int nodes) {
    spent += 100L * nodes;
  }

  void merged(int top, int bottom) {
    spent += 5 + 4L * top + 10L * (top + bottom);
  }

  void cut(int nodes) {
    spent += 10 + 11L * nodes;
  }

  /** That many neighbours of a chunk were looked at. */
  void searched(int chunks) {
    spent += 8L * chunks;
  }

  /** A chunk's links were looked at, to find one to cut. */
  void examined(int nodes) {
    spent += 10 + 10L * nodes;
  }
}
