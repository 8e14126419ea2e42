package cairn.rpc.http;

/** The status codes that are in use, with the words that Core has for them. */
public enum HttpStatus {
  OK(200, "OK"),
  NO_CONTENT(204, "No Content"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  BAD_METHOD(405, "Method Not Allowed"),
  CONTENT_TOO_LARGE(413, "Content too large"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable");

  private final int code;
  private final String reason;

  HttpStatus(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
