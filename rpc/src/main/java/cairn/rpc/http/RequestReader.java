package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests of one connection, as strictly as Core's HTTPRequest does. Not thread-safe.
 *
 * <p>{@link #head} and {@link #body} are called by turns. Both throw an {@link
 * java.io.EOFException} where the client goes away in the middle.
 */
final class RequestReader {
  /** All header lines together, and each line, the request line too. */
  static final int MAX_HEADER_BYTES = 8192;

  static final int MAX_BODY_BYTES = 32 << 20;

  private static final int SHORTEST_REQUEST_LINE = "GET / HTTP/1.0".length();
  private static final Pattern VERSION = Pattern.compile("HTTP/1\\.([0-9])");
  private static final Pattern BLANK = Pattern.compile("[ \\t\\n\\x0B\\f\\r]");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private final LineInput in;
  private final BodyMemory memory;

  /** How many bytes the header lines of the present request have had. */
  private long headerBytes;

  RequestReader(InputStream in, BodyMemory memory) {
    this.in = new LineInput(in, MAX_HEADER_BYTES);
    this.memory = memory;
  }

  /** Waits for the next request to begin; false if there is none, because the client went away. */
  boolean awaitRequest() throws IOException {
    return in.awaitMore();
  }

  /** Reads a request up to its body. */
  RequestHead head() throws IOException, RequestException {
    headerBytes = 0;
    var line = in.line();
    if (line.length() < SHORTEST_REQUEST_LINE) {
      throw RequestException.bad("the request line is too short");
    }
    if (line.indexOf('\0') >= 0) {
      throw RequestException.bad("there is a NUL in the request line");
    }
    var parts = line.split(" ", -1);
    if (parts.length != 3) {
      throw RequestException.bad("the request line has not three parts");
    }
    var version = VERSION.matcher(parts[2]);
    if (!version.matches()) {
      throw RequestException.bad("the version is not HTTP/1.n");
    }
    var headers = new HttpHeaders();
    readHeaders(headers);
    return new RequestHead(parts[0], parts[1], Integer.parseInt(version.group(1)), headers);
  }

  /**
   * Reads header lines, up to the empty line that ends them.
   *
   * @param headers where to put them; null to forget them
   */
  private void readHeaders(@Nullable HttpHeaders headers) throws IOException, RequestException {
    while (true) {
      long before = in.consumed();
      var line = in.line();
      headerBytes += in.consumed() - before;
      if (headerBytes > MAX_HEADER_BYTES) {
        throw RequestException.bad("the header is too long");
      }
      if (line.isEmpty()) {
        return;
      }
      if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
        throw RequestException.bad("there is a control character in a header");
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw RequestException.bad("there is a header without a colon");
      }
      var name = line.substring(0, colon);
      if (name.isEmpty() || BLANK.matcher(name).find()) {
        throw RequestException.bad("a header has no proper name");
      }
      if (headers != null) {
        headers.add(name, trim(line.substring(colon + 1)));
      }
    }
  }

  /**
   * Reads the body that belongs to {@code head}.
   *
   * @param keep whether it is wanted; otherwise the result is empty
   */
  Bytes body(RequestHead head, boolean keep)
      throws IOException, RequestException, InterruptedException {
    if (head.headers().says("Transfer-Encoding", "chunked")) {
      return chunks(keep);
    }
    int length = contentLength(head).orElse(0);
    if (!keep) {
      in.skip(length);
      return Bytes.EMPTY;
    }
    memory.reserve(length);
    var body = new byte[length];
    in.readFully(body, 0, length);
    return Bytes.wrap(body);
  }

  private static Optional<Integer> contentLength(RequestHead head) throws RequestException {
    var values = head.headers().all("Content-Length");
    if (values.stream().distinct().count() > 1) {
      throw RequestException.bad("there are two values of Content-Length");
    }
    if (values.isEmpty()) {
      return Optional.empty();
    }
    long length = number(values.getFirst(), 10);
    if (length > MAX_BODY_BYTES) {
      throw RequestException.tooLarge("the body is too long");
    }
    return Optional.of((int) length);
  }

  private Bytes chunks(boolean keep) throws IOException, RequestException, InterruptedException {
    var body = new ChunkedBody(memory);
    while (true) {
      var line = in.line();
      int semicolon = line.indexOf(';'); // extensions follow, which mean nothing to us
      long size = number(trim(semicolon < 0 ? line : line.substring(0, semicolon)), 16);
      if (size == 0) {
        readHeaders(null);
        return keep ? body.finish() : Bytes.EMPTY;
      }
      body.count(size);
      if (keep) {
        body.read(in, (int) size);
      } else {
        in.skip(size);
      }
      if (!in.line().isEmpty()) {
        throw RequestException.bad("a chunk goes on behind its end");
      }
    }
  }

  private static long number(String text, int radix) throws RequestException {
    var digits = radix == 16 ? text.replaceAll("[a-fA-F]", "0") : text;
    if (!DIGITS.matcher(digits).matches()) {
      throw RequestException.bad("'%s' is not a length".formatted(shortened(text)));
    }
    try {
      return Long.parseUnsignedLong(text, radix) < 0 ? Long.MAX_VALUE : Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw RequestException.bad("a length is out of range");
    }
  }

  private static String shortened(String text) {
    return text.length() > 20 ? text.substring(0, 20) + "..." : text;
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (from < to && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }
}
