package cairn.rpc.http;

/**
 * Answers whoever asks.
 *
 * @param content is asked each time; has the body of what is sent by POST
 */
public record PublicPage(Content content) implements HttpHandler {
  /** What a page shows. */
  @FunctionalInterface
  public interface Content {
    /**
     * Answers a request.
     *
     * @param turn to be given back while the page only waits
     */
    HttpResponse answer(HttpRequest request, Turn turn) throws InterruptedException;
  }

  @Override
  public boolean isPublic() {
    return true;
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return head.method().equals("POST");
  }

  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    return content.answer(request, turn);
  }
}
