package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.config.Option.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/options.md} against the options that there are. */
class OptionsDocumentTest {
  private final String document;

  OptionsDocumentTest() throws IOException {
    document = Files.readString(Path.of("../docs/options.md"));
  }

  static Stream<String> effective() {
    return NodeOptions.table().all().stream()
        .filter(option -> option.category() != Category.ACCEPTED)
        .map(Option::name);
  }

  @ParameterizedTest
  @MethodSource("effective")
  void namesEveryOptionThatHasAnEffect(String name) {
    assertThat(document).containsPattern("`-" + name + "[`=]");
  }
}
