package cairn.node.devnet;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Stands between two nodes, and passes on late what either sends: each byte so much later, in
 * order. What is under way is bounded, by the sender having to wait.
 */
final class Relay implements AutoCloseable {
  private static final int PIECE = 8192;

  /** In each direction of a connection: with a second of delay, still 8 MiB a second. */
  private static final int PIECES = 1024;

  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final int target;
  private final Duration delay;

  /**
   * Begins to listen.
   *
   * @param port 0 for any
   * @param target the port that connections lead to
   */
  Relay(int port, int target, Duration delay) throws IOException {
    this.server = new ServerSocket();
    this.target = target;
    this.delay = delay;
    server.setReuseAddress(true);
    server.bind(here(port), BACKLOG);
  }

  private static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Takes connections until it is closed. */
  void run() {
    while (!server.isClosed()) {
      try {
        var caller = server.accept();
        Thread.ofVirtual().start(() -> lead(caller));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new IllegalStateException("cannot take connections any more", e);
        }
      }
    }
  }

  /** Both ways, until neither end has anything to say. */
  private void lead(Socket caller) {
    try (caller;
        var called = new Socket()) {
      called.connect(here(target));
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      var back = Thread.ofVirtual().start(() -> pass(called, caller));
      pass(caller, called);
      back.join();
    } catch (IOException e) {
      // The one who is called does not run: the caller sees its connection end, and tries again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Bytes that are due.
   *
   * @param bytes none at the end
   */
  private record Piece(long due, Bytes bytes) {}

  private void pass(Socket from, Socket to) {
    var underWay = new ArrayBlockingQueue<Piece>(PIECES);
    var reader = Thread.ofVirtual().start(() -> read(from, underWay));
    try {
      write(underWay, to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from); // nobody is there to whom this could go
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reader.interrupt();
    }
  }

  private void read(Socket from, BlockingQueue<Piece> underWay) {
    try {
      put(from.getInputStream(), underWay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // what it would put there is not wanted any more
    } catch (IOException e) {
      // A connection that broke ends for the other side as one that was closed.
      end(underWay);
    }
  }

  private void put(InputStream in, BlockingQueue<Piece> underWay)
      throws IOException, InterruptedException {
    var buffer = new byte[PIECE];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      underWay.put(new Piece(due(), Bytes.wrap(Arrays.copyOf(buffer, count))));
    }
    underWay.put(new Piece(due(), Bytes.EMPTY));
  }

  private void end(BlockingQueue<Piece> underWay) {
    try {
      underWay.put(new Piece(due(), Bytes.EMPTY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long due() {
    return System.nanoTime() + delay.toNanos();
  }

  private static void write(BlockingQueue<Piece> underWay, OutputStream out)
      throws IOException, InterruptedException {
    for (var piece = underWay.take(); !piece.bytes.isEmpty(); piece = underWay.take()) {
      TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime()); // to be late is what it is for
      out.write(piece.bytes.toArray());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use to anybody any more
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
