package cairn.rpc.http;

/** What was sent is not a request that can be answered; the answer has this status. */
public final class RequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  private RequestException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  /** Something is wrong with it. */
  public static RequestException bad(String message) {
    return new RequestException(HttpStatus.BAD_REQUEST, message);
  }

  static RequestException tooLarge(String message) {
    return new RequestException(HttpStatus.CONTENT_TOO_LARGE, message);
  }

  /** What it is answered with. */
  public HttpStatus status() {
    return status;
  }
}
