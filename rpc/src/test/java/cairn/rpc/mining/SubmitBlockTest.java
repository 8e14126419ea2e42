package cairn.rpc.mining;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.rpc.TestNode;
import cairn.rpc.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitBlockTest {
  /** P2WSH of a script that is true. */
  private static final String ADDRESS =
      "bcrt1qft5p2uhsdcdc3l2ua4ap5qqfg4pjaqlp250x7us7a8qqhrxrxfsqseac85";

  @Test
  void decidesNothingAboutBlocksOfTheChainThatAreStoredAgain(@TempDir Path directory)
      throws Exception {
    try (var node = new TestNode(directory)) {
      node.call("generatetoaddress", "[600, \"%s\"]".formatted(ADDRESS));
      var hash = node.call("getblockhash", "[2]").asString();
      var block = node.call("getblock", "[\"%s\", 0]".formatted(hash)).asString();
      var submission = "[\"%s\"]".formatted(block);
      assertThat(node.call("submitblock", submission)).isEqualTo(Json.of("duplicate"));
      node.call("pruneblockchain", "[300]");
      assertThat(node.response("getblock", "[\"%s\", 0]".formatted(hash))).contains("pruned data");
      assertThat(node.call("submitblock", submission)).isEqualTo(Json.of("inconclusive"));
      assertThat(node.call("getblock", "[\"%s\", 0]".formatted(hash)).asString()).isEqualTo(block);
    }
  }
}
