package cairn.rpc.rest;

import cairn.primitives.BlockHash;
import cairn.rpc.call.Parameters;
import cairn.rpc.http.Query;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads values in paths and queries. */
final class Values {
  private static final int MAX_HEADERS = 2000;
  private static final String DEFAULT_HEADERS = "5";
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private Values() {}

  static BlockHash blockHash(String text) throws RestException {
    return BlockHash.fromDisplay(hash(text));
  }

  /** The same text, if it is a hash as people write it. */
  static String hash(String text) throws RestException {
    if (!Parameters.isHash(text)) {
      throw RestException.badRequest("Invalid hash: " + text);
    }
    return text;
  }

  /** How many headers are wanted. */
  static int headerCount(String text) throws RestException {
    long count = unsigned64(text).orElse(0);
    if (count < 1 || count > MAX_HEADERS) { // beyond 63 bits it is below 0
      throw RestException.badRequest(
          "Header count is invalid or out of acceptable range (1-%d): %s"
              .formatted(MAX_HEADERS, text));
    }
    return (int) count;
  }

  /** As {@link #headerCount(String)}, of a query that may leave it out. */
  static int headerCount(Query query) throws RestException {
    return headerCount(query.find("count").orElse(DEFAULT_HEADERS));
  }

  /** The unsigned number of 64 bits that the text is; empty if it is none, or there is none. */
  static OptionalLong unsigned64(Optional<String> text) {
    return text.isEmpty() ? OptionalLong.empty() : unsigned64(text.get());
  }

  /** The unsigned number of 64 bits that the text is; empty if it is none. */
  static OptionalLong unsigned64(String text) {
    if (!DIGITS.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
