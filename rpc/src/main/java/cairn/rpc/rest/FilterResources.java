package cairn.rpc.rest;

import java.util.Set;

/**
 * {@code /rest/blockfilter/<type>/<hash>} and {@code /rest/blockfilterheaders/<type>/<hash>}: there
 * are no filters, so all that is answered is that.
 */
final class FilterResources {
  private static final Set<String> TYPES = Set.of("basic");

  private FilterResources() {}

  static Answer filter(RestRequest request) throws RestException {
    var parts = request.parts();
    if (parts.size() != 2) {
      throw RestException.badRequest(
          "Invalid URI format. Expected /rest/blockfilter/<filtertype>/<blockhash>");
    }
    throw noIndex(parts.getFirst(), parts.getLast());
  }

  static Answer headers(RestRequest request) throws RestException {
    var parts = request.parts();
    switch (parts.size()) {
      case 2 -> Values.headerCount(request.query());
      case 3 -> Values.headerCount(parts.get(1));
      default ->
          throw RestException.badRequest(
              "Invalid URI format. Expected"
                  + " /rest/blockfilterheaders/<filtertype>/<blockhash>.<ext>?count=<count>");
    }
    throw noIndex(parts.getFirst(), parts.getLast());
  }

  private static RestException noIndex(String type, String hash) throws RestException {
    Values.hash(hash);
    return RestException.badRequest(
        TYPES.contains(type)
            ? "Index is not enabled for filtertype " + type
            : "Unknown filtertype " + type);
  }
}
