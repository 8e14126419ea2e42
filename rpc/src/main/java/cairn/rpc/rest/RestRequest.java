package cairn.rpc.rest;

import cairn.primitives.Bytes;
import cairn.rpc.http.HttpRequest;
import cairn.rpc.http.Query;
import cairn.rpc.http.Turn;
import java.util.List;

/**
 * What is asked of a resource.
 *
 * @param parameter what stands between the path and the format
 * @param body empty unless the resource wants it
 * @param turn to be given back while the resource only waits
 */
record RestRequest(String parameter, Format format, Query query, Bytes body, Turn turn) {
  /** Reads a request whose target begins with that of {@code path}. */
  static RestRequest of(HttpRequest request, RestPath path, Turn turn) {
    var target = request.head().target();
    var rest = target.substring(path.prefix().length());
    int question = rest.lastIndexOf('?');
    var parameter = question < 0 ? rest : rest.substring(0, question);
    int dot = parameter.lastIndexOf('.');
    var suffix = dot < 0 ? "" : parameter.substring(dot + 1);
    if (dot >= 0 && Format.isSuffix(suffix)) {
      parameter = parameter.substring(0, dot);
    }
    return new RestRequest(
        parameter, Format.ofSuffix(suffix), new Query(target), request.body(), turn);
  }

  /** The parts of the parameter, between slashes; at least one. */
  List<String> parts() {
    return List.of(parameter.split("/", -1));
  }
}
