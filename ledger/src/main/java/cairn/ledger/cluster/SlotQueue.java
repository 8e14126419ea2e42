package cairn.ledger.cluster;

import java.util.SplittableRandom;

/** Slots of a forest that wait their turn, each once: the first to come is the first to go. */
final class SlotQueue {
  private final byte[] ring = new byte[DependencyGraph.MAX_NODES];
  private long waiting;
  private int head;

  /** Has slots wait in an order that is as likely as any other. */
  SlotQueue(long slots, SplittableRandom random) {
    for (long left = slots; left != 0; left = Bits.rest(left)) {
      int other = random.nextInt(Bits.count(waiting) + 1);
      ring[Bits.count(waiting)] = ring[other];
      ring[other] = (byte) Bits.first(left);
      waiting |= Bits.of(Bits.first(left));
    }
  }

  boolean isEmpty() {
    return waiting == 0;
  }

  /** Puts a slot last, unless it waits already. */
  void add(int slot) {
    if (!Bits.has(waiting, slot)) {
      ring[(head + Bits.count(waiting)) % ring.length] = (byte) slot;
      waiting |= Bits.of(slot);
    }
  }

  int remove() {
    int slot = ring[head];
    head = (head + 1) % ring.length;
    waiting &= ~Bits.of(slot);
    return slot;
  }
}
