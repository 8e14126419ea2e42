package cairn.p2p.simulator;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * What has happened on all connections, in its order, as one hash: two runs that have the same one
 * were the same. It is hashed by another thread, in the order in which it was written.
 */
final class Trace {
  private static final int OPENED = 0;
  private static final int CLOSED = 1;
  private static final int DELIVERED = 2;

  private static final int BLOCK = 1 << 15;
  private static final int MAX_BLOCKS = 16;

  private final Sha256 sha256 = new Sha256();
  private final BlockingQueue<ByteWriter> empty = new ArrayBlockingQueue<>(MAX_BLOCKS);
  private ByteWriter record = new ByteWriter(2 * BLOCK);
  private CompletableFuture<Void> hashed = CompletableFuture.allOf();
  private long deliveries;
  private long bytes;

  Trace() {
    while (empty.offer(new ByteWriter(2 * BLOCK))) {
      // as many as there is room for
    }
  }

  void opened(long micros, End end) {
    add(OPENED, micros, end);
  }

  void closed(long micros, End end) {
    add(CLOSED, micros, end);
  }

  void delivered(long micros, End to, String command, Bytes payload) {
    deliveries++;
    bytes += payload.length();
    add(DELIVERED, micros, to);
    for (int i = 0; i < command.length(); i++) {
      record.uint8(command.charAt(i));
    }
    record.bytes(payload);
  }

  private void add(int kind, long micros, End end) {
    if (record.length() > BLOCK) {
      flush();
    }
    record.uint8(kind).int64(micros).int64(end.line()).uint8(end.isCaller() ? 1 : 0);
  }

  private void flush() {
    var full = record;
    record = takeEmpty();
    hashed =
        hashed.thenRunAsync(
            () -> {
              sha256.update(full);
              empty.add(full.clear());
            },
            Thread::startVirtualThread);
  }

  /** Waits until there is one, should the other thread be slower than this one. */
  private ByteWriter takeEmpty() {
    try {
      return empty.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a trace was hashed", e);
    }
  }

  /** How many messages have arrived. */
  long deliveries() {
    return deliveries;
  }

  /** How many bytes were in them. */
  long bytes() {
    return bytes;
  }

  /** The hash of everything so far, in hexadecimal digits. */
  String hash() {
    flush();
    hashed.join();
    return sha256.fork().finish().toString();
  }
}
