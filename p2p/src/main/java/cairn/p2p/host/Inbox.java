package cairn.p2p.host;

import cairn.p2p.transport.Frame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has sent and nobody has looked at. How much that may be is seen to by the sockets.
 * For the thread of its {@link PeerLoop} and those of the sockets; guarded by the loop's lock.
 */
final class Inbox<T> {
  private final T owner;
  private final ArrayDeque<Frame> frames = new ArrayDeque<>(2);
  private boolean closed;

  /** Whether it is among those that the loop will look into, or has put aside. */
  boolean queued;

  Inbox(T owner) {
    this.owner = owner;
  }

  /** Whose it is. */
  T owner() {
    return owner;
  }

  /** Takes a message in, unless it is closed. */
  void add(Frame frame) {
    if (!closed) {
      frames.add(frame);
    }
  }

  /** The oldest one, left where it is; null if there is none. */
  @Nullable Frame peek() {
    return frames.peek();
  }

  /** Takes the oldest one out; null if there is none. */
  @Nullable Frame poll() {
    return frames.poll();
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** Forgets everything, and takes nothing in any more. */
  void close() {
    closed = true;
    frames.clear();
  }
}
