package cairn.rpc.http;

import cairn.primitives.Bytes;
import java.util.concurrent.Semaphore;

/** Requests as a server would have read them. */
public final class Requests {
  /** A turn that nobody else wants. */
  public static final Turn ALONE =
      new Turn() {
        @Override
        public <T> T aside(Wait<T> wait) throws InterruptedException {
          return wait.await();
        }
      };

  private Requests() {}

  /** Room for answers of so many bytes. */
  public static AnswerMemory memory(int bytes) {
    int kibibytes = bytes / 1024;
    return new AnswerMemory(new Semaphore(kibibytes), kibibytes);
  }

  public static HttpRequest post(Bytes body, String header, String value) {
    var headers = new HttpHeaders();
    headers.add(header, value);
    return new HttpRequest(new RequestHead("POST", "/", 1, headers), body, "test");
  }

  public static HttpRequest get() {
    return request("GET", "/", Bytes.EMPTY);
  }

  /** A request that says how long its body is. */
  public static HttpRequest request(String method, String target, Bytes body) {
    var headers = new HttpHeaders();
    headers.add("Content-Length", Integer.toString(body.length()));
    return new HttpRequest(new RequestHead(method, target, 1, headers), body, "test");
  }
}
