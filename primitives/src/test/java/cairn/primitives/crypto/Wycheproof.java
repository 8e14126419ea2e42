package cairn.primitives.crypto;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import tools.jackson.databind.JsonNode;

/** The form of the Wycheproof project's files: groups of tests, each with a result. */
final class Wycheproof {
  /** What X.509 writes before a point of secp256k1, uncompressed and compressed. */
  private static final String UNCOMPRESSED = "3056301006072a8648ce3d020106052b8104000a034200";

  private static final String COMPRESSED = "3036301006072a8648ce3d020106052b8104000a032200";

  private Wycheproof() {}

  /** What one test of a group checks. */
  interface Check {
    void run(JsonNode group, JsonNode test) throws Exception;
  }

  static Stream<DynamicNode> tests(String stem, Check check) {
    return Vectors.json(
        "crypto",
        stem,
        file ->
            file.get("testGroups")
                .valueStream()
                .flatMap(group ->
                    group
                        .get("tests")
                        .valueStream()
                        .map(test -> dynamicTest(name(test), () -> check.run(group, test)))));
  }

  static boolean isValid(JsonNode test) {
    return test.get("result").asString().equals("valid");
  }

  /** The point in an X.509 key whose every other byte is as it must be. */
  static Optional<Bytes> publicKey(String x509) {
    for (var prefix : new String[] {UNCOMPRESSED, COMPRESSED}) {
      int length = Integer.parseInt(prefix.substring(2, 4), 16) + 2;
      if (x509.startsWith(prefix) && x509.length() == 2 * length) {
        return Optional.of(Bytes.fromHex(x509.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }

  private static String name(JsonNode test) {
    return test.get("tcId").asInt() + " " + test.get("comment").asString();
  }
}
