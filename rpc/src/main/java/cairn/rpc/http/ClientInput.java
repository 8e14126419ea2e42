package cairn.rpc.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends. While it waits for an answer, its end is noticed: a thread reads on, and
 * what it has read is the first that is read after that. Not thread-safe.
 */
final class ClientInput extends InputStream {
  private static final int AHEAD = 4096;

  private final InputStream in;
  private final Runnable heard;
  private @Nullable Ahead ahead;

  /**
   * @param heard is told each time that something has been read
   */
  ClientInput(InputStream in, Runnable heard) {
    this.in = in;
    this.heard = heard;
  }

  /**
   * Waits for something while the client does.
   *
   * @throws InterruptedException if the client has gone, too
   */
  <T> T whileThere(Turn.Wait<T> wait) throws InterruptedException {
    var reading = ahead;
    if (reading == null) {
      reading = new Ahead();
      ahead = reading;
      Thread.ofVirtual().name("http-ahead").start(reading);
    }
    reading.watch(Thread.currentThread());
    try {
      return wait.await();
    } finally {
      reading.unwatch();
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    int read = ahead == null ? in.read(target, at, length) : takeAhead(ahead, target, at, length);
    heard.run();
    return read;
  }

  private int takeAhead(Ahead reading, byte[] target, int at, int length) throws IOException {
    int taken = reading.take(target, at, length);
    if (reading.isEmpty()) {
      ahead = null;
    }
    return taken;
  }

  /** One reading, in a thread of its own. Thread-safe. */
  private final class Ahead implements Runnable {
    private final byte[] bytes = new byte[AHEAD];
    private int from;
    private int to;
    private boolean over;
    private @Nullable IOException failure;
    private @Nullable Thread waiter;

    @Override
    public void run() {
      try {
        end(in.read(bytes), null);
      } catch (IOException e) {
        end(-1, e);
      }
    }

    private synchronized void end(int read, @Nullable IOException reason) {
      over = true;
      to = read;
      failure = reason;
      if (read < 0 && waiter != null) {
        waiter.interrupt();
      }
      notifyAll();
    }

    synchronized void watch(Thread thread) throws InterruptedException {
      if (over && to < 0) {
        throw new InterruptedException();
      }
      waiter = thread;
    }

    synchronized void unwatch() {
      waiter = null;
    }

    synchronized int take(byte[] target, int at, int length) throws IOException {
      try {
        while (!over) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      if (failure != null) {
        throw new IOException(failure);
      }
      if (to < 0) {
        return -1;
      }
      int taken = Math.min(length, to - from);
      System.arraycopy(bytes, from, target, at, taken);
      from += taken;
      return taken;
    }

    synchronized boolean isEmpty() {
      return over && from >= to;
    }
  }
}
