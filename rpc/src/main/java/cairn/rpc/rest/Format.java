package cairn.rpc.rest;

import java.util.Map;

/** How something is shown; the end of a path says it. */
enum Format {
  BINARY,
  HEX,
  JSON,
  /** None of the others. */
  UNKNOWN;

  private static final Map<String, Format> BY_SUFFIX =
      Map.of("bin", BINARY, "hex", HEX, "json", JSON, "", UNKNOWN);

  /** Whether what stands after the last dot of a path is no part of what the path names. */
  static boolean isSuffix(String suffix) {
    return BY_SUFFIX.containsKey(suffix);
  }

  static Format ofSuffix(String suffix) {
    return BY_SUFFIX.getOrDefault(suffix, UNKNOWN);
  }
}
