package cairn.p2p.connections;

import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Calls the nodes again and again that the operator wants to be the only ones ({@code -connect}).
 */
final class OnlyNodes {
  /** With each round that was made, one more beat goes by before the next call, up to this. */
  private static final int LONGEST_PAUSE = 10;

  private final List<String> names;
  private final BooleanSupplier encrypted;
  private final Dialler dialler;
  private boolean isDialling;
  private int next;
  private int rounds;
  private int pause;

  /**
   * @param encrypted whether BIP 324 is tried
   */
  OnlyNodes(List<String> names, BooleanSupplier encrypted, Dialler dialler) {
    this.names = List.copyOf(names);
    this.encrypted = encrypted;
    this.dialler = dialler;
  }

  void beat() {
    if (names.isEmpty() || isDialling || pause-- > 0) {
      return;
    }
    isDialling = true;
    dialler.dial(
        Wish.named(names.get(next), ConnectionType.MANUAL, encrypted.getAsBoolean(), Slot.FREE),
        () -> isDialling = false);
    pause = rounds;
    next++;
    if (next == names.size()) {
      next = 0;
      rounds = Math.min(LONGEST_PAUSE, rounds + 1);
    }
  }
}
