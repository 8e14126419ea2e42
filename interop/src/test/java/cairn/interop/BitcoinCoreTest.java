package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Cairn and Bitcoin Core, where there is one. */
@EnabledIfSystemProperty(named = BitcoinCore.PROGRAM, matches = ".+")
class BitcoinCoreTest extends OtherNodeTest {
  private static final List<String> COMPARED =
      List.of(
          "services",
          "servicesnames",
          "relaytxes",
          "minfeefilter",
          "version",
          "bip152_hb_to",
          "bip152_hb_from",
          "addr_relay_enabled",
          "connection_type",
          "transport_protocol_type",
          "permissions");

  /** Messages that tell what a node can do, and wants. */
  private static final List<String> GREETING =
      List.of(
          "version",
          "verack",
          "wtxidrelay",
          "sendaddrv2",
          "sendtxrcncl",
          "sendcmpct",
          "sendheaders",
          "feefilter",
          "getaddr",
          "ping");

  static Stream<Way> ways() {
    return Stream.of(
        new Way(true, false), new Way(false, false), new Way(true, true), new Way(false, true));
  }

  static Stream<Way> waysToAsk() {
    return ways();
  }

  @Override
  FullNode start(String name) throws IOException {
    return BitcoinCore.start(directory.resolve(name));
  }

  /** Apart from its name, Cairn looks from Core as another Core does. */
  @ParameterizedTest
  @MethodSource("ways")
  void looksLikeOneOfItsOwn(Way way) throws IOException {
    try (var core = start("core");
        var other = start("another")) {
      core.mine(10);
      for (var peer : List.of(cairn(), other)) {
        way.connect(peer, core);
        peer.awaitTipOf(core);
      }
      for (var peer : List.of(cairn(), other)) {
        peer.mine(1);
        core.awaitTipOf(peer);
        cairn().awaitTipOf(core);
        other.awaitTipOf(core);
      }
      await()
          .atMost(FullNode.PATIENCE)
          .untilAsserted(() -> {
            var peers = core.rpc().call("getpeerinfo");
            assertThat(peers.get(0).get("subver").stringValue()).contains("Cairn");
            assertThat(look(peers.get(0))).isEqualTo(look(peers.get(1)));
          });
    }
  }

  /** What does not depend on time. */
  private static Map<String, Object> look(JsonNode peer) {
    var look = new TreeMap<String, Object>();
    for (var field : COMPARED) {
      look.put(field, peer.get(field));
    }
    var received = peer.get("bytesrecv_per_msg");
    look.put("greeting", GREETING.stream().filter(received::has).toList());
    return look;
  }
}
