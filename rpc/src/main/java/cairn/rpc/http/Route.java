package cairn.rpc.http;

/**
 * Which requests a handler answers.
 *
 * @param path where the target of each begins
 * @param exact whether it is all of the target
 */
public record Route(String path, boolean exact, HttpHandler handler) {
  boolean leadsTo(String target) {
    return exact ? target.equals(path) : target.startsWith(path);
  }
}
