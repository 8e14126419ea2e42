package cairn.bench.rpc;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client that costs next to nothing, so that the node is what is measured: one connection, on
 * which the same request is sent again and again; of each answer only the length is read.
 */
final class Client implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final byte[] request;

  /**
   * @param body the request that is sent each time
   */
  Client(NodeAddress node, String body) throws IOException {
    request =
        """
        POST / HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(node.authorization(), body.length(), body)
            .getBytes(StandardCharsets.US_ASCII);
    socket = new Socket();
    socket.connect(node.socket());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /**
   * Asks once, and waits for the answer.
   *
   * @throws IOException if it is an error
   */
  void ask() throws IOException {
    socket.getOutputStream().write(request);
    var status = line();
    if (!status.contains(" 200 ")) {
      throw new IOException("the node answers " + status);
    }
    long length = -1;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Long.parseLong(lower.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("the node does not say how long its answer is");
    }
    in.skipNBytes(length);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the node has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
