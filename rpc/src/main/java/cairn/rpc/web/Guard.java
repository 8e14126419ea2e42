package cairn.rpc.web;

import cairn.rpc.http.AnswerMemory;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.RequestHead;
import cairn.rpc.http.ResponseStream;
import cairn.rpc.http.Subnet;
import cairn.rpc.http.Turn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets only those requests through that the page makes, or people do. Thread-safe.
 *
 * <p>A page of others that is open in the same browser can send requests here too. It cannot read
 * the answers, unless its own name is made to lead here (DNS rebinding): so the name in each
 * request has to be one of ours. And that it cannot have the node work in vain, requests are
 * refused that the browser says are of another page.
 */
final class Guard implements HttpHandler {
  /** What pages may do that are not the node's own: lead here. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private static final Map<String, String> FIELDS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private final HttpHandler behind;
  private final boolean others;
  private final List<String> names;

  /**
   * @param others whether pages of others may lead here
   * @param names that are ours, besides {@code localhost} and all IP addresses
   */
  Guard(HttpHandler behind, boolean others, List<String> names) {
    this.behind = behind;
    this.others = others;
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public boolean isPublic() {
    return true;
  }

  @Override
  public boolean needsBody(RequestHead head) {
    return false;
  }

  @Override
  public Optional<ResponseStream> stream(HttpRequest request) {
    return refusal(request.head()).isPresent() ? Optional.empty() : behind.stream(request);
  }

  @Override
  public HttpResponse handle(HttpRequest request, Turn turn, AnswerMemory memory)
      throws InterruptedException {
    var refusal = refusal(request.head());
    var response =
        (refusal.isPresent() ? refusal.get() : behind.handle(request, turn, memory)).plus(FIELDS);
    return request.head().method().equals("HEAD") ? response.withoutBody() : response;
  }

  private Optional<HttpResponse> refusal(RequestHead head) {
    if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
      return refusal(HttpStatus.BAD_METHOD, "Nothing can be changed here: only GET is supported");
    }
    var host = head.headers().first("Host").map(Guard::withoutPort).orElse("");
    if (!isOurs(host)) {
      return refusal(
          HttpStatus.FORBIDDEN,
          "This node does not go by the name in the address; -webhost=NAME tells it that it does");
    }
    var site = head.headers().first("Sec-Fetch-Site");
    return others || site.isEmpty() || OWN.contains(site.get())
        ? Optional.empty()
        : refusal(HttpStatus.FORBIDDEN, "Only the node's own page may ask for this");
  }

  private static Optional<HttpResponse> refusal(HttpStatus status, String text) {
    return Optional.of(
        HttpResponse.refusal(status, text + "\r\n")
            .plus(Map.of("Content-Type", "text/plain; charset=utf-8")));
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
  }

  /** Nobody's name can be made to lead here if it is no name, but an address. */
  private boolean isOurs(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || names.contains(name)
        || Subnet.parse(name).isPresent();
  }
}
