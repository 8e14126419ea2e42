package cairn.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.call.Call;
import cairn.rpc.call.Interruption;
import cairn.rpc.http.Requests;
import cairn.rpc.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator orders of single connections. */
class ConnectionMethodsTest extends NetworkMethods {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"10.0.0.1\", \"onetry\"] | once 10.0.0.1 true",
        "[\"a.example:1\", \"onetry\", false] | once a.example:1 false",
        "[\"10.0.0.1\", \"add\", true] | add 10.0.0.1 true",
        "{\"node\": \"10.0.0.1\", \"command\": \"add\", \"v2transport\": null} | add 10.0.0.1 true",
      })
  void connectToNodesOfTheOperator(String params, String order) throws Exception {
    assertThat(result("addnode", params)).isEqualTo("null");
    assertThat(network.orders).containsExactly(order);
  }

  @Test
  void connectInTheOpenUnlessBothSidesMayEncrypt() throws Exception {
    network.encrypts = false;
    assertThat(result("addnode", "[\"10.0.0.1\", \"add\"]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("add 10.0.0.1 false");
    assertThat(error("addnode", "[\"10.0.0.2\", \"onetry\", true]"))
        .isEqualTo("-8 Error: v2transport requested but not enabled (see -v2transport)");
    assertThat(error("addconnection", "[\"10.0.0.2:1\", \"feeler\", true]"))
        .isEqualTo(
            "-8 Error: Adding v2transport connections requires -v2transport init flag to be set.");
    assertThat(network.orders).hasSize(1);
  }

  @Test
  void rememberNodesOfTheOperator() throws Exception {
    node.call("addnode", "[\"10.0.0.1\", \"add\"]");
    node.call("addnode", "[\"b.example\", \"add\"]");
    assertThat(error("addnode", "[\"10.0.0.1\", \"add\"]"))
        .isEqualTo("-23 Error: Node already added");
    network.connected("b.example", "8.8.8.8:8333", false);
    assertThat(result("getaddednodeinfo", "[]"))
        .isEqualTo(
            """
            [{"addednode":"10.0.0.1","connected":false,"addresses":[]},\
            {"addednode":"b.example","connected":true,"addresses":[{"address":"8.8.8.8:8333",\
            "connected":"outbound"}]}]\
            """);
    network.connected("10.0.0.1", "[2a00::2]:18444", true);
    assertThat(result("getaddednodeinfo", "[\"10.0.0.1\"]"))
        .isEqualTo(
            """
            [{"addednode":"10.0.0.1","connected":true,"addresses":[{"address":"[2a00::2]:18444",\
            "connected":"inbound"}]}]\
            """);
    assertThat(result("addnode", "[\"10.0.0.1\", \"remove\"]")).isEqualTo("null");
    assertThat(error("addnode", "[\"10.0.0.1\", \"remove\"]"))
        .isEqualTo("-24 Error: Node could not be removed. It has not been added previously.");
    assertThat(error("getaddednodeinfo", "[\"10.0.0.1\"]"))
        .isEqualTo("-24 Error: Node has not been added.");
  }

  @ParameterizedTest
  @CsvSource({
    "outbound-full-relay, false",
    "block-relay-only, true",
    "addr-fetch, false",
    "feeler, true"
  })
  void connectAsTheNodeItselfDoes(String type, boolean encrypted) throws Exception {
    assertThat(result("addconnection", "[\"10.0.0.1:1\", \" %s \", %s]".formatted(type, encrypted)))
        .isEqualTo("{\"address\":\"10.0.0.1:1\",\"connection_type\":\"" + type + "\"}");
    assertThat(network.orders).containsExactly("connect 10.0.0.1:1 " + type + " " + encrypted);
  }

  @Test
  void disconnectByNameOrNumber() throws Exception {
    for (int i = 0; i < 3; i++) {
      network.peers.add(PeerReports.silent(i, "8.8.8.8:" + (8333 + i)));
    }
    assertThat(result("disconnectnode", "[\"8.8.8.8:8334\"]")).isEqualTo("null");
    assertThat(result("disconnectnode", "[\"\", 0]")).isEqualTo("null");
    assertThat(network.peers).extracting(peer -> peer.id().number()).containsExactly(2L);
    assertThat(result("disconnectnode", "{\"nodeid\": 2}")).isEqualTo("null");
    assertThat(network.peers).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "addnode | [\"1.2.3.4\", \"ad\"] | -1 addnode ",
        "setban | [\"1.2.3.4\", \"ban\"] | -1 setban ",
        "addconnection | [\"1.2.3.4\", \"inbound\", true] | -8 addconnection ",
      })
  void explainThemselvesIfTheOrderIsUnknown(String method, String params, String start)
      throws Exception {
    assertThat(error(method, params)).startsWith(start).contains("Arguments:");
    assertThat(network.orders).isEmpty();
  }

  @Test
  void sayWhereThereIsNoRoom() throws Exception {
    network.full = true;
    assertThat(error("addconnection", "[\"8.8.8.8:1\", \"feeler\", false]"))
        .isEqualTo("-34 Error: Already at capacity for specified connection type.");
  }

  @Test
  void refuseOutsideOfTestsToConnectAsTheNodeItselfDoes() throws Exception {
    var method = new AddConnection(new NetworkQuestions(network, new Interruption()), false);
    var call = new Call(method.spec(), List.of(), Requests.ALONE);
    assertThatThrownBy(() -> method.call(call))
        .hasMessage("addconnection is for regression testing (-regtest mode) only.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "addnode | [\"10.0.0.1\", \"onetry\"]",
        "addconnection | [\"10.0.0.1:1\", \"feeler\", true]",
      })
  void waitUntilAConnectionIsOpenOrFails(String method, String params) throws Exception {
    var held = new LinkedBlockingQueue<Runnable>();
    network.later = held::add;
    var response = CompletableFuture.supplyAsync(() -> response(method, params));
    var end = Objects.requireNonNull(held.poll(1, TimeUnit.MINUTES));
    assertThat(response).isNotDone();
    end.run();
    assertThat(response.get(1, TimeUnit.MINUTES)).endsWith("\"error\":null}");
  }

  private String response(String method, String params) {
    try {
      return node.response(method, params);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void waitForNoConnectionWhenTheNodeStops() throws Exception {
    var held = new LinkedBlockingQueue<Runnable>();
    network.later = held::add;
    var interruption = new Interruption();
    var method = new AddNode(new NetworkQuestions(network, interruption));
    var arguments = List.of(Json.of("10.0.0.1"), Json.of("onetry"), Json.Null.NULL);
    var call = new Call(method.spec(), arguments, Requests.ALONE);
    interruption.interrupt();
    assertThatThrownBy(() -> method.call(call)).hasMessage("Shutting down");
    assertThat(held).hasSize(1);
  }
}
