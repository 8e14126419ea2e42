package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A response.
 *
 * @param fields header fields, besides those that every response has
 * @param body in pieces
 */
public record HttpResponse(HttpStatus status, Map<String, String> fields, List<Bytes> body) {
  private static final String CONTENT_LENGTH = "Content-Length";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public HttpResponse {
    fields = Map.copyOf(fields);
    body = List.copyOf(body);
  }

  public HttpResponse(HttpStatus status, Map<String, String> fields, Bytes body) {
    this(status, fields, List.of(body));
  }

  public static HttpResponse of(HttpStatus status) {
    return new HttpResponse(status, Map.of(), Bytes.EMPTY);
  }

  public static HttpResponse of(HttpStatus status, String text) {
    return new HttpResponse(status, Map.of(), utf8(text));
  }

  /** The same, with these header fields. */
  public HttpResponse with(Map<String, String> otherFields) {
    return new HttpResponse(status, otherFields, body);
  }

  /** A refusal that nobody is to store. */
  public static HttpResponse refusal(HttpStatus status, String text) {
    return new HttpResponse(status, Map.of("Cache-Control", "no-store"), utf8(text));
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The answer to HEAD where this is the one to GET: it says how long the body would be. */
  public HttpResponse withoutBody() {
    var all = new HashMap<>(fields);
    all.put(CONTENT_LENGTH, Long.toString(length()));
    return new HttpResponse(status, all, Bytes.EMPTY);
  }

  /** The same, with more header fields. */
  public HttpResponse plus(Map<String, String> moreFields) {
    var all = new HashMap<>(fields);
    all.putAll(moreFields);
    return new HttpResponse(status, all, body);
  }

  /** How many bytes the body has. */
  long length() {
    return body.stream().mapToLong(Bytes::length).sum();
  }

  /**
   * The lines before the body.
   *
   * @param minorVersion the n of {@code HTTP/1.n} in which the request came
   * @param keepAlive whether the connection stays open
   */
  byte[] head(int minorVersion, boolean keepAlive, Instant now) {
    var head = new StringBuilder(256);
    head.append("HTTP/1.").append(minorVersion).append(' ');
    head.append(status.code()).append(' ').append(status.reason()).append("\r\n");
    fields.forEach((name, value) -> field(name, value, head));
    if (minorVersion == 0) {
      if (keepAlive) {
        field("Connection", "keep-alive", head);
      }
    } else {
      field("Date", DATE.format(now), head);
      if (!keepAlive) {
        field("Connection", "close", head);
      }
    }
    if (status != HttpStatus.NO_CONTENT && status != HttpStatus.NOT_MODIFIED) {
      if (!fields.containsKey(CONTENT_LENGTH)) {
        field(CONTENT_LENGTH, Long.toString(length()), head);
      }
      if (!fields.containsKey("Content-Type")) {
        field("Content-Type", "text/html; charset=ISO-8859-1", head);
      }
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The lines before an answer that goes on and on, until the connection ends. */
  static byte[] streamHead(int minorVersion, Map<String, String> fields, Instant now) {
    var head = new StringBuilder(256);
    head.append("HTTP/1.").append(minorVersion).append(" 200 OK\r\n");
    fields.forEach((name, value) -> field(name, value, head));
    field("Date", DATE.format(now), head);
    field("Connection", "close", head);
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void field(String name, String value, StringBuilder head) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
