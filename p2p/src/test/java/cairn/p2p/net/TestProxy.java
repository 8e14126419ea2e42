package cairn.p2p.net;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The other side of a proxy's socket, as a test plays it. */
final class TestProxy implements AutoCloseable {
  private final ServerSocketChannel server;
  private final SocketChannel client;

  private TestProxy(ServerSocketChannel server) throws IOException {
    this.server = server;
    this.client = server.accept();
  }

  static TestProxy accept(ServerSocketChannel server) throws IOException {
    return new TestProxy(server);
  }

  static ServerSocketChannel listen(SocketAddress address) throws IOException {
    return address instanceof java.net.UnixDomainSocketAddress
        ? ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX).bind(address)
        : ServerSocketChannel.open().bind(address);
  }

  /** The next bytes that were sent to the proxy. */
  Bytes read(int count) throws IOException {
    var buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (client.read(buffer) < 0) {
        throw new IOException("closed after " + buffer.position() + " bytes of " + count);
      }
    }
    return Bytes.wrap(buffer.array());
  }

  boolean isAtEnd() throws IOException {
    return client.read(ByteBuffer.allocate(1)) < 0;
  }

  void write(Bytes bytes) throws IOException {
    client.write(ByteBuffer.wrap(bytes.toArray()));
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
