package cairn.node.mining;

import java.util.concurrent.atomic.LongAdder;

/** How much has been mined since the start. Thread-safe. */
public final class MiningCounts {
  private final LongAdder hashes = new LongAdder();
  private final LongAdder blocks = new LongAdder();

  /** How many hashes were tried. */
  public long hashes() {
    return hashes.sum();
  }

  /** How many blocks were found, and taken by the node. */
  public long blocks() {
    return blocks.sum();
  }

  void tried(int count) {
    hashes.add(count);
  }

  void found() {
    blocks.increment();
  }
}
