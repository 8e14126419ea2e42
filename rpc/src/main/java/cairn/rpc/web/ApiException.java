package cairn.rpc.web;

import cairn.rpc.http.HttpStatus;

/** A request of the page cannot be answered; the message says why, to people. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  private ApiException(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  static ApiException badRequest(String message) {
    return new ApiException(HttpStatus.BAD_REQUEST, message);
  }

  HttpStatus status() {
    return status;
  }
}
