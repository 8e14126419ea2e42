package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What is made of the JDK's HMAC. */
class DerivedKeysTest {
  @TestFactory
  Stream<DynamicNode> hmacSha256() {
    return Wycheproof.tests(
        "hmac_sha256_test",
        (group, test) ->
            assertTag(group, test, Hmac.sha256(bytes(test, "key"), bytes(test, "msg"))));
  }

  @TestFactory
  Stream<DynamicNode> hmacSha512() {
    return Wycheproof.tests(
        "hmac_sha512_test",
        (group, test) ->
            assertTag(group, test, Hmac.sha512(bytes(test, "key"), bytes(test, "msg"))));
  }

  @TestFactory
  Stream<DynamicNode> hkdfSha256() {
    return Wycheproof.tests(
        "hkdf_sha256_test",
        (_, test) -> {
          Bytes derived;
          try {
            derived =
                Hkdf.sha256(
                    bytes(test, "ikm"),
                    bytes(test, "salt"),
                    bytes(test, "info"),
                    test.get("size").asInt());
          } catch (IllegalArgumentException e) {
            assertThat(Wycheproof.isValid(test)).isFalse();
            return;
          }
          assertThat(derived.equals(bytes(test, "okm"))).isEqualTo(Wycheproof.isValid(test));
        });
  }

  @TestFactory
  Stream<DynamicNode> pbkdf2HmacSha512() {
    return Wycheproof.tests(
        "pbkdf2_hmacsha512_test",
        (_, test) -> {
          var derived =
              Pbkdf2.hmacSha512(
                  bytes(test, "password"),
                  bytes(test, "salt"),
                  test.get("iterationCount").asInt(),
                  test.get("dkLen").asInt());
          assertThat(derived.equals(bytes(test, "dk"))).isEqualTo(Wycheproof.isValid(test));
        });
  }

  /** A tag may be cut short. */
  private static void assertTag(JsonNode group, JsonNode test, Bytes tag) {
    var cut = tag.slice(0, group.get("tagSize").asInt() / 8);
    assertThat(cut.equals(bytes(test, "tag"))).isEqualTo(Wycheproof.isValid(test));
  }

  private static Bytes bytes(JsonNode test, String field) {
    return Bytes.fromHex(test.get(field).asString());
  }
}
