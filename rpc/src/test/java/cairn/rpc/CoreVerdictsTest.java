package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Bitcoin Core has answered to {@code testmempoolaccept} of transactions in which something
 * was changed at random: bits, numbers, scripts, witnesses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoreVerdictsTest {
  private final List<String> verdicts = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // before all tests
  private TestNode node;

  @BeforeAll
  void takeChain(@TempDir Path directory) throws Exception {
    node = new TestNode(directory);
    var lines = lines();
    for (var line : lines) {
      if (line.startsWith("time ")) {
        node.call("setmocktime", "[%s]".formatted(line.substring(5)));
      }
    }
    for (var line : lines) {
      if (line.startsWith("block ")) {
        assertThat(node.response("submitblock", "[\"%s\"]".formatted(line.substring(6))))
            .isEqualTo("{\"result\":null,\"error\":null}");
      } else if (!line.startsWith("#") && !line.startsWith("time ")) {
        verdicts.add(line);
      }
    }
  }

  private static List<String> lines() throws IOException {
    var resource = CoreVerdictsTest.class.getResourceAsStream("core-verdicts.txt.gz");
    try (var in = new GZIPInputStream(Objects.requireNonNull(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  @AfterAll
  void close() {
    node.close();
  }

  List<String> verdicts() {
    return verdicts;
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void areThoseOfThisNode(String verdict) throws Exception {
    int space = verdict.indexOf(' ');
    assertThat(answer(verdict.substring(0, space))).isEqualTo(verdict.substring(space + 1));
  }

  private String answer(String hex) throws InterruptedException {
    try {
      var answer = node.call("testmempoolaccept", "[[\"%s\"], 0]".formatted(hex)).asArray();
      return text(answer.getFirst().asObject());
    } catch (RpcException e) {
      return "error " + e.code().code();
    }
  }

  private static String text(Json.Obj answer) {
    if (answer.find("allowed").asBoolean()) {
      return "allowed " + answer.find("vsize").asInt();
    }
    var reason = answer.find("reject-reason").asString();
    var details = answer.find("reject-details");
    return details.isNull() || details.asString().equals(reason)
        ? reason
        : reason + " / " + details.asString();
  }
}
