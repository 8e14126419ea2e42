package cairn.rpc.http;

/** Answers requests for one path. Called by many threads at once. */
public interface HttpHandler {
  /** Whether the body is needed to answer the request. If not, it is read and forgotten. */
  boolean needsBody(RequestHead head);

  /**
   * Answers a request.
   *
   * @param turn to be given back while the handler only waits
   * @param memory for an answer that may be large
   */
  HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException;
}
