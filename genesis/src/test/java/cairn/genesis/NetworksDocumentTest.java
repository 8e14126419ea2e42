package cairn.genesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds {@code docs/networks.md} against the format. */
class NetworksDocumentTest {
  private final String document;

  NetworksDocumentTest() throws IOException {
    document = Files.readString(Path.of("../docs/networks.md"));
  }

  @Test
  void showsDevnetAsItIs() {
    assertThat(document).contains("```json\n" + Networks.devnet().toJson() + "```\n");
  }

  static Stream<String> fields() {
    return Networks.NAMES.stream()
        .map(name -> new JsonMapper().readTree(Networks.named(name).orElseThrow().toJson()))
        .flatMap(NetworksDocumentTest::names)
        .filter(name -> name.length() < 64) // a block's hash is a name too
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void namesEveryField(String field) {
    assertThat(document).containsPattern("[`.\"]" + field + "[`\"]");
  }

  private static Stream<String> names(JsonNode node) {
    return node.isObject()
        ? node.properties().stream()
            .flatMap(field -> Stream.concat(Stream.of(field.getKey()), names(field.getValue())))
        : node.valueStream().flatMap(NetworksDocumentTest::names);
  }
}
