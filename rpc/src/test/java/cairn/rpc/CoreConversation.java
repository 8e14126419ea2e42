package cairn.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One conversation with Core, held again with this node: the answers are the same to the byte. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class CoreConversation {
  /** What depends on the database, the memory, what was counted and the program's own words. */
  private static final List<String> OWN =
      List.of(
          "\"disk_size\":\\d+",
          "\"usage\":\\d+",
          "\"longpollid\":\"[0-9a-f]+\"",
          "\"coins_(db|tip)_cache_bytes\":\\d+",
          "\"warnings\":\\[[^]]*]");

  private final String file;
  private TestNode node;

  /**
   * @param file beside this class: calls and their answers
   */
  CoreConversation(String file) {
    this.file = file;
  }

  @BeforeAll
  void open(@TempDir Path directory) {
    node = node(directory);
  }

  /** The node that answers. */
  TestNode node(Path directory) {
    return new TestNode(directory);
  }

  @AfterAll
  void close() {
    node.close();
  }

  Stream<Arguments> conversation() {
    return lines(file);
  }

  /** The requests in a file beside this class, each with its answer. */
  static Stream<Arguments> lines(String file) {
    try (var in = CoreConversation.class.getResourceAsStream(file)) {
      var lines =
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return IntStream.range(0, lines.size() / 2)
          .mapToObj(i -> Arguments.of(lines.get(2 * i), lines.get(2 * i + 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("conversation")
  void answersAsCoreDid(String call, String answer) throws InterruptedException {
    var words = call.split(" ", 3);
    var response = node.response(words[1], words[2]);
    if (!answer.equals("~")) {
      assertThat(comparable(response)).isEqualTo(comparable(answer.substring(2)));
    }
  }

  /** A response without what is a node's own. */
  static String comparable(String response) {
    var text = response;
    for (var own : OWN) {
      text = text.replaceAll(own, "\"\":0");
    }
    return text;
  }
}
