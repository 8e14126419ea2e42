package cairn.rpc.http;

import java.util.Optional;

/** Answers the requests of one {@link Route}. Called by many threads at once. */
public interface HttpHandler {
  /** Whether the body is needed to answer the request. If not, it is read and forgotten. */
  boolean needsBody(RequestHead head);

  /** Whether it answers strangers too, so that its requests prove nothing about who sends them. */
  default boolean isPublic() {
    return false;
  }

  /**
   * Begins an answer that goes on and on, and for which no turn is needed; empty if the request is
   * to be answered by {@link #handle}.
   */
  default Optional<ResponseStream> stream(HttpRequest request) {
    return Optional.empty();
  }

  /**
   * Answers a request.
   *
   * @param turn to be given back while the handler only waits
   * @param memory for an answer that may be large
   */
  HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException;
}
