package cairn.rpc.cli;

import cairn.primitives.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP request on a connection of its own. The client of the JDK would take longer to load than
 * the call takes.
 */
final class HttpPost {
  private static final int MAX_LINE = 1 << 16;

  private HttpPost() {}

  record Response(int status, Bytes body) {}

  /**
   * Sends a request and waits for the response.
   *
   * @param patience how long the server may do nothing; zero for ever
   * @throws NotReadyException if there is no answer
   */
  static Response send(
      String host,
      int port,
      String path,
      Map<String, String> headers,
      Bytes body,
      Duration patience)
      throws NotReadyException {
    int millis = (int) Math.min(patience.toMillis(), Integer.MAX_VALUE);
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new NotReadyException("Could not resolve host: " + host);
    }
    try (var socket = new Socket()) {
      connect(socket, address, millis);
      socket.setSoTimeout(millis);
      var out = socket.getOutputStream();
      out.write(head(host, path, headers, body.length()).getBytes(StandardCharsets.UTF_8));
      out.write(body.backingArray(), body.backingOffset(), body.length());
      return receive(new BufferedInputStream(socket.getInputStream()));
    } catch (SocketTimeoutException e) {
      throw new NotReadyException("timeout");
    } catch (EOFException e) {
      throw new NotReadyException("EOF");
    } catch (IOException e) {
      throw new NotReadyException(String.valueOf(e.getMessage()));
    }
  }

  private static void connect(Socket socket, InetSocketAddress address, int millis)
      throws IOException, NotReadyException {
    try {
      socket.connect(address, millis);
    } catch (ConnectException | SocketTimeoutException e) {
      throw new NotReadyException("Could not connect to the server");
    }
  }

  private static String head(String host, String path, Map<String, String> headers, int length) {
    var head = new StringBuilder();
    head.append("POST ").append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    head.append("Connection: close\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static Response receive(InputStream in) throws IOException {
    var status = line(in).split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/")) {
      throw new IOException("Invalid status line");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("Header missing colon (:)");
      }
      headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    try {
      return new Response(Integer.parseInt(status[1]), Bytes.wrap(body(in, headers)));
    } catch (NumberFormatException e) {
      throw new IOException("Invalid number in the response", e);
    }
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    var length = headers.get("Content-Length");
    if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      return chunks(in);
    }
    if (length == null) {
      return in.readAllBytes();
    }
    int expected = Integer.parseInt(length);
    byte[] body = in.readNBytes(expected);
    if (body.length < expected) {
      throw new EOFException();
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = line(in);
      int semicolon = size.indexOf(';');
      int length =
          Integer.parseInt((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      body.write(in.readNBytes(length));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      if (next < 0 || line.size() > MAX_LINE) {
        throw new EOFException();
      }
      line.write(next);
    }
  }
}
