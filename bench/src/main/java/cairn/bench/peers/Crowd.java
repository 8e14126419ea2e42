package cairn.bench.peers;

import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportEvent;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Connections to a node that are of no use to it. */
final class Crowd implements AutoCloseable {
  private final List<SocketChannel> channels = new ArrayList<>();

  /** So many that say nothing. */
  static Crowd silent(SocketAddress node, int count) throws IOException {
    var crowd = new Crowd();
    for (int i = 0; i < count; i++) {
      crowd.channels.add(SocketChannel.open(node));
    }
    return crowd;
  }

  /** So many that say nothing after the handshake of BIP 324. */
  static Crowd encrypted(SocketAddress node, int count, Bytes magic, RandomGenerator random)
      throws IOException {
    var crowd = silent(node, count);
    for (var channel : crowd.channels) {
      shakeHands(channel, Transport.v2Initiator(magic, random));
    }
    return crowd;
  }

  private static void shakeHands(SocketChannel channel, Transport transport) throws IOException {
    send(channel, transport.open());
    var buffer = ByteBuffer.allocate(8192);
    while (!transport.canSend()) {
      if (channel.read(buffer.clear()) < 0) {
        throw new IOException("the node has ended a handshake");
      }
      send(channel, transport.receive(buffer.flip()));
    }
  }

  private static void send(SocketChannel channel, List<TransportEvent> events) throws IOException {
    for (var event : events) {
      if (event instanceof TransportEvent.Send(var bytes)) {
        write(channel, ByteBuffer.wrap(bytes.toArray()));
      }
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Has each send a byte. */
  void sendByte(int value) throws IOException {
    for (var channel : channels) {
      write(channel, ByteBuffer.wrap(new byte[] {(byte) value}));
    }
  }

  /** Connects and vanishes without a word. */
  static void pass(SocketAddress node) throws IOException {
    try (var channel = SocketChannel.open()) {
      // Else this end would keep the port for a minute, and run out of ports.
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.connect(node);
    }
  }

  /** How much of the heap a channel of this process takes when it is connected, in bytes. */
  static long heapOfChannel(int count) throws IOException {
    long before = Heap.used();
    try (var server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var both = new Crowd();
      try (both) {
        for (int i = 0; i < count; i++) {
          both.channels.add(SocketChannel.open(server.getLocalAddress()));
          both.channels.add(server.accept());
        }
        return (Heap.used() - before) / both.channels.size();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var channel : channels) {
      channel.close();
    }
  }
}
