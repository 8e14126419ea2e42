package cairn.wallet.rpc;

import cairn.primitives.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection to a server that speaks HTTP/1.1, for one request after the other. The client of the
 * JDK would take longer to load than most commands take. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {
  private static final int MAX_LINE = 1 << 16;

  /** Far more than the largest block in hex takes: what a node may have us keep in memory. */
  private static final int MAX_BODY = 256 << 20;

  private final NodeAddress address;
  private final Socket socket;
  private final InputStream in;
  private boolean open = true;

  private HttpConnection(NodeAddress address, Socket socket, InputStream in) {
    this.address = address;
    this.socket = socket;
    this.in = in;
  }

  /** What came back. */
  record Response(int status, Bytes body) {}

  static HttpConnection open(NodeAddress address) throws IOException {
    var where = new InetSocketAddress(address.host(), address.port());
    if (where.isUnresolved()) {
      throw new UnknownHostException("there is no host " + address.host());
    }
    int millis = (int) Math.min(address.patience().toMillis(), Integer.MAX_VALUE);
    var socket = new Socket();
    try {
      socket.connect(where, millis);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(millis);
      return new HttpConnection(address, socket, new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether it can take another request. */
  boolean isOpen() {
    return open;
  }

  Response post(String authorization, byte[] body) throws IOException {
    var head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.path(), address.host(), authorization, body.length);
    var request = new ByteArrayOutputStream(head.length() + body.length);
    request.write(head.getBytes(StandardCharsets.ISO_8859_1));
    request.write(body);
    request.writeTo(socket.getOutputStream());
    return receive();
  }

  private Response receive() throws IOException {
    var status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/")) {
      throw new IOException("it does not speak HTTP");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 0 || headers.size() > 100) {
        throw new IOException("its answer cannot be read");
      }
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    try {
      var response = new Response(Integer.parseInt(status[1]), Bytes.wrap(body(headers)));
      open &= !headers.getOrDefault("Connection", "").toLowerCase(Locale.ROOT).equals("close");
      return response;
    } catch (NumberFormatException e) {
      throw new IOException("its answer cannot be read", e);
    }
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      return chunks();
    }
    var length = headers.get("Content-Length");
    if (length == null) {
      open = false;
      return readExactly(in.readNBytes(MAX_BODY), -1);
    }
    int expected = bounded(Integer.parseInt(length));
    return readExactly(in.readNBytes(expected), expected);
  }

  private static byte[] readExactly(byte[] bytes, int expected) throws IOException {
    if (expected >= 0 && bytes.length < expected) {
      throw new EOFException("it went away in the middle of its answer");
    }
    return bytes;
  }

  private static int bounded(int length) throws IOException {
    if (length < 0 || length > MAX_BODY) {
      throw new IOException("its answer is too long");
    }
    return length;
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = line();
      int semicolon = size.indexOf(';');
      int length =
          Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
      bounded(body.size() + bounded(length));
      if (length == 0) {
        line();
        return body.toByteArray();
      }
      body.write(readExactly(in.readNBytes(length), length));
      line();
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      if (next < 0 || line.size() > MAX_LINE) {
        throw new EOFException("it went away in the middle of its answer");
      }
      line.write(next);
    }
  }

  @Override
  public void close() throws IOException {
    open = false;
    socket.close();
  }
}
