package cairn.p2p.net;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one peer: frames that wait, then bytes that the transport has made of them,
 * then bytes that the system was given and has not taken yet. Any thread adds frames and asks how
 * much they are; the rest belongs to the connection's thread.
 *
 * <p>Frames are sealed one at a time, when there is room to send: a peer that does not read costs
 * no memory but that of the frames, which it may share with others.
 */
final class SendQueue {
  /** What a frame takes besides its payload. */
  private static final int FRAME_OVERHEAD = 100;

  private final Queue<Frame> waiting = new ConcurrentLinkedQueue<>();
  private final MemoryBudget.Account memory;
  private final ArrayDeque<Bytes> sealed = new ArrayDeque<>(2);
  private final ArrayDeque<Departure> departures = new ArrayDeque<>(2);

  /** Bytes that carry one frame, or part of a handshake, until they have left. */
  private static final class Departure {
    private final @Nullable Frame frame;
    private long left;

    private Departure(@Nullable Frame frame, long length) {
      this.frame = frame;
      this.left = length;
    }
  }

  /**
   * @param memory is charged with what the frames take
   */
  SendQueue(MemoryBudget.Account memory) {
    this.memory = memory;
  }

  void add(Frame frame) {
    memory.add(cost(frame));
    waiting.add(frame);
  }

  /** How many bytes of memory are taken by frames that have not left yet. */
  long memory() {
    return memory.held();
  }

  /** Adds bytes that need no sealing. */
  void add(Bytes bytes) {
    sealed.add(bytes);
    departures.add(new Departure(null, bytes.length()));
  }

  /** Moves as many bytes to {@code target} as there are, and there is room for. */
  void fill(ByteBuffer target, Transport transport) {
    while (target.hasRemaining()) {
      var next = sealed.poll();
      if (next == null) {
        if (!sealNext(transport)) {
          return;
        }
        continue;
      }
      int count = Math.min(next.length(), target.remaining());
      target.put(next.backingArray(), next.backingOffset(), count);
      if (count < next.length()) {
        sealed.addFirst(next.slice(count));
      }
    }
  }

  private boolean sealNext(Transport transport) {
    var frame = transport.canSend() ? waiting.poll() : null;
    if (frame == null) {
      return false;
    }
    long length = 0;
    for (var bytes : transport.seal(frame)) {
      sealed.add(bytes);
      length += bytes.length();
    }
    departures.add(new Departure(frame, length));
    return true;
  }

  /** Notes that the system has taken so many bytes. */
  void left(long bytes, TrafficMeter traffic) {
    long more = bytes;
    while (more > 0) {
      var first = departures.element();
      long count = Math.min(first.left, more);
      first.left -= count;
      more -= count;
      if (first.frame != null) {
        traffic.sent(first.frame.command(), count);
      }
      if (first.left == 0) {
        departures.remove();
        if (first.frame != null) {
          memory.add(-cost(first.frame));
          memory.step();
        }
      }
    }
  }

  /** What a frame takes, roughly. */
  static long cost(Frame frame) {
    return FRAME_OVERHEAD + (long) frame.payload().length();
  }
}
