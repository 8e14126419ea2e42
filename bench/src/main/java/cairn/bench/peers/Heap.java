package cairn.bench.peers;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use. */
final class Heap {
  private Heap() {}

  /** In bytes, by what cannot be thrown away. */
  static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
