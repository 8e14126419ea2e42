package cairn.rpc.http;

/** What was sent is not a request that can be answered; the connection ends with this status. */
final class RequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  private RequestException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  static RequestException bad(String message) {
    return new RequestException(HttpStatus.BAD_REQUEST, message);
  }

  static RequestException tooLarge(String message) {
    return new RequestException(HttpStatus.CONTENT_TOO_LARGE, message);
  }

  HttpStatus status() {
    return status;
  }
}
