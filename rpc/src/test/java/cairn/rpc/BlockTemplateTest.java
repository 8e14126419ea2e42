package cairn.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Networks;
import cairn.ledger.LedgerConfig;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.net.PeerReports;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockTemplateTest {
  private static final String REQUEST = "[{\"rules\": [\"segwit\"]}]";

  @TempDir private Path directory;

  private static CompletableFuture<Json> longPoll(TestNode node, String id) {
    var call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return node.call(
                    "getblocktemplate",
                    "[{\"rules\": [\"segwit\"], \"longpollid\": %s}]".formatted(id));
              } catch (RpcException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    while (node.methods.active().isEmpty() && !call.isDone()) {
      Thread.onSpinWait();
    }
    return call;
  }

  @Test
  void comesOnceThereIsSomethingBetterToWorkOn() throws Exception {
    try (var node = new TestNode(directory)) {
      var first = node.call("getblocktemplate", REQUEST).asObject();
      var id = first.find("longpollid").asString();
      assertThat(id).isEqualTo(node.ledger.chain().tip().hash() + "0");
      var byId = longPoll(node, '"' + id + '"');
      var byNothing = longPoll(node, "0");
      assertThat(byId).isNotDone();
      node.call("generatetodescriptor", "[1, \"raw(51)\"]");
      var tip = node.ledger.chain().tip().hash().toString();
      for (var poll : List.of(byId, byNothing)) {
        var template = poll.get(1, TimeUnit.MINUTES).asObject();
        assertThat(template.find("previousblockhash").asString()).isEqualTo(tip);
      }
      assertThat(longPoll(node, '"' + id + '"').get(1, TimeUnit.MINUTES).asObject().find("height"))
          .isEqualTo(Json.of(2));
    }
  }

  @Test
  void isNotWaitedForWhenTheNodeStops() throws Exception {
    try (var node = new TestNode(directory)) {
      var poll = longPoll(node, "true");
      node.interruption.interrupt();
      assertThatThrownBy(() -> poll.get(1, TimeUnit.MINUTES))
          .hasStackTraceContaining("Shutting down");
    }
  }

  @Test
  void movesOnWithTheClockButStaysTheSame() throws Exception {
    try (var node = new TestNode(directory)) {
      node.call("setmocktime", "[1700000000]");
      var first = node.call("getblocktemplate", REQUEST).asObject();
      node.call("setmocktime", "[1700000100]");
      var later = node.call("getblocktemplate", REQUEST).asObject();
      assertThat(first.find("curtime")).isEqualTo(Json.of(1_700_000_000));
      assertThat(later.find("curtime")).isEqualTo(Json.of(1_700_000_100));
      assertThat(later.find("longpollid")).isEqualTo(first.find("longpollid"));
      node.call("setmocktime", "[1600000000]");
      assertThat(node.call("getblocktemplate", REQUEST).asObject().find("curtime"))
          .isEqualTo(Json.of(1_700_000_000));
    }
  }

  @Test
  void isRefusedOnARealNetworkWithoutPeersAndBlocks() {
    try (var node = new TestNode(directory, LedgerConfig.NEVER_PRUNE, Networks.main())) {
      assertThatThrownBy(() -> node.call("getblocktemplate", REQUEST))
          .hasMessage("Cairn is not connected!");
      node.network.peers.add(PeerReports.talkative());
      assertThatThrownBy(() -> node.call("getblocktemplate", REQUEST))
          .hasMessage("Cairn is in initial sync and waiting for blocks...");
    }
  }
}
