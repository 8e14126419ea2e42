package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class SipHashTest {
  @TestFactory
  Stream<DynamicNode> hashesAsCoreDoes() {
    return Vectors.json(
        "core",
        "siphash",
        file ->
            file.valueStream()
                .map(row ->
                    dynamicTest(row.get("key") + " " + row.get("input"), () -> assertHashes(row))));
  }

  private static void assertHashes(JsonNode row) {
    long k0 = word(row.get("key").get(0));
    long k1 = word(row.get("key").get(1));
    var input = row.get("input").valueStream().map(s -> Bytes.fromHex(s.asString())).toList();
    var expected = row.get("expected");
    if (expected.has("siphash24")) {
      var joined = input.stream().reduce(Bytes.EMPTY, Bytes::concat);
      long hash = word(expected.get("siphash24"));
      assertThat(SipHash.of(k0, k1, joined)).isEqualTo(hash);
      if (joined.length() == Hash256.LENGTH) {
        assertThat(SipHash.of(k0, k1, digest(joined))).isEqualTo(hash);
      }
    }
    if (expected.has("siphash13uj")) {
      assertThat(hash13(k0, k1, input)).isEqualTo(word(expected.get("siphash13uj")));
    }
  }

  private static long hash13(long k0, long k1, List<Bytes> input) {
    var hash = new SipHash13(k0, k1);
    for (var block : input) {
      if (block.length() == Hash256.LENGTH) {
        hash.add(digest(block));
      } else {
        assertThat(block.length()).isEqualTo(Long.BYTES);
        hash.add(Long.reverseBytes(Words.get(block.toArray(), 0)));
      }
    }
    return hash.finish();
  }

  private static Hash256 digest(Bytes bytes) {
    return Txid.fromWire(bytes.toArray(), 0);
  }

  private static long word(JsonNode hex) {
    return Long.parseUnsignedLong(hex.asString(), 16);
  }
}
