package cairn.bench.peers;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;

/** A peer that pings a node and waits for each answer, in the clear. */
final class HonestPeer implements AutoCloseable {
  private static final int PONG_LENGTH = 32;

  private final Socket socket;
  private final byte[] ping;

  HonestPeer(InetSocketAddress node, Bytes magic) throws IOException {
    socket = new Socket(node.getAddress(), node.getPort());
    socket.setTcpNoDelay(true);
    ping = bytes(magic, new Frame("ping", Bytes.of(1, 2, 3, 4, 5, 6, 7, 8)));
    // By this the node sees that nothing is encrypted.
    socket.getOutputStream().write(bytes(magic, new Frame("version", Bytes.EMPTY)));
  }

  private static byte[] bytes(Bytes magic, Frame frame) {
    var all = Bytes.EMPTY;
    for (var part : Transport.v1(magic).seal(frame)) {
      all = all.concat(part);
    }
    return all.toArray();
  }

  /** How long it took until pings were answered, for so long. */
  Latencies ping(Duration howLong) throws IOException {
    var nanos = new ArrayList<Long>();
    long end = System.nanoTime() + howLong.toNanos();
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      socket.getOutputStream().write(ping);
      if (socket.getInputStream().readNBytes(PONG_LENGTH).length < PONG_LENGTH) {
        throw new IOException("the node has closed the connection of an honest peer");
      }
      nanos.add(System.nanoTime() - now);
    }
    return Latencies.of(nanos);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
