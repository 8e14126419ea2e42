package cairn.rpc.rest;

import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import java.util.Map;

/** A request cannot be answered. The message is for whoever sent it. */
final class RestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  RestException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  static RestException badRequest(String message) {
    return new RestException(HttpStatus.BAD_REQUEST, message);
  }

  static RestException notFound(String message) {
    return new RestException(HttpStatus.NOT_FOUND, message);
  }

  /** There is no such format, of all. */
  static RestException unknownFormat() {
    return notFound("output format not found (available: .bin, .hex, .json)");
  }

  /** What is shown as JSON alone was wanted otherwise. */
  static RestException notJson() {
    return notFound("output format not found (available: json)");
  }

  HttpResponse response() {
    var fields = Map.of("Cache-Control", Caching.NEVER.text(), "Content-Type", "text/plain");
    return new HttpResponse(status, fields, Latin1.bytes(getMessage() + "\r\n"));
  }
}
