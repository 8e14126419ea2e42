package cairn.p2p.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of one thread, outside of the heap, where the system reads and writes. All its
 * connections read into one and the same, because what comes is taken out of it before the next
 * read; and those that are sent go round. So a connection that is silent has none, and Netty's own
 * pools are not needed. Not thread-safe.
 */
final class LoopBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
  static final int SIZE = 64 << 10;

  private static final int MOST_SPARE = 16;

  private final ByteBuf receiving = newBuffer();
  private final ArrayDeque<ByteBuf> spare = new ArrayDeque<>(MOST_SPARE);

  /** An empty buffer to be filled and sent. */
  ByteBuf take() {
    var buffer = spare.poll();
    return buffer == null ? newBuffer() : buffer;
  }

  /** Takes a buffer back that nobody else holds any more. */
  void giveBack(ByteBuf buffer) {
    if (buffer.refCnt() != 1) {
      throw new IllegalStateException("a buffer is given back that is still in use");
    }
    if (spare.size() < MOST_SPARE) {
      spare.add(buffer.clear());
    }
  }

  @Override
  @SuppressWarnings("deprecation") // the only interface that there is
  public Handle newHandle() {
    return new OneBuffer();
  }

  private static ByteBuf newBuffer() {
    return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(SIZE)).clear();
  }

  /** Lends the one buffer for each read. */
  private final class OneBuffer extends MaxMessageHandle {
    @Override
    public int guess() {
      return SIZE;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      if (receiving.refCnt() != 1) {
        throw new IllegalStateException("what was read before is still in use");
      }
      return receiving.clear().retain();
    }
  }
}
