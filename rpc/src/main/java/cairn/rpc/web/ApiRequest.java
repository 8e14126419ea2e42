package cairn.rpc.web;

import cairn.rpc.http.Query;
import cairn.rpc.http.RequestException;
import cairn.rpc.http.Turn;

/**
 * What the page asks for.
 *
 * @param name what stands behind the kind of data in the path; empty if nothing does
 * @param turn to be given back while waiting
 */
record ApiRequest(String name, Query query, Turn turn) {
  /** A whole number from the query, kept within bounds. */
  int number(String key, int otherwise, int least, int most) throws RequestException {
    var text = query.find(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw RequestException.bad(key + " is no number");
    }
    return Math.clamp(Integer.parseInt(text.get()), least, most);
  }
}
