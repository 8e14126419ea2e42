package cairn.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.primitives.Bytes;
import cairn.rpc.StandInNetwork;
import cairn.rpc.TestNode;
import cairn.rpc.call.Call;
import cairn.rpc.call.Interruption;
import cairn.rpc.http.Requests;
import cairn.rpc.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers as a client gets them; the node is one that holds them against their help. */
@TestInstance(Lifecycle.PER_CLASS)
class NetworkMethodsTest {
  private TestNode node;
  private StandInNetwork network;

  @BeforeAll
  void open(@TempDir Path directory) {
    node = new TestNode(directory);
  }

  @AfterAll
  void close() {
    node.close();
  }

  @BeforeEach
  void beginAnew() {
    network = new StandInNetwork();
    node.network = network;
  }

  /** The result of a call that succeeds. */
  private String result(String method, String params) throws InterruptedException {
    var response = node.response(method, params);
    assertThat(response).startsWith("{\"result\":").endsWith(",\"error\":null}");
    return response.substring("{\"result\":".length(), response.length() - 14);
  }

  private String error(String method, String params) throws InterruptedException {
    return node.response(method, params)
        .replaceFirst("\\{\"result\":null,\"error\":\\{\"code\":(-\\d+),\"message\":\"", "$1 ")
        .replaceFirst("\"}}$", "");
  }

  @Test
  void tellAllThatIsKnownOfAPeer() throws Exception {
    network.peers.add(PeerReports.talkative());
    assertThat(result("getpeerinfo", "[]"))
        .isEqualTo(
            """
            [{"id":7,"addr":"8.8.4.4:50000","addrbind":"192.168.0.2:8333",\
            "addrlocal":"[2a00::1]:8333","network":"ipv4","services":"0000000000000409",\
            "servicesnames":["NETWORK","WITNESS","NETWORK_LIMITED"],"relaytxes":true,\
            "last_inv_sequence":4711,"inv_to_send":12,"lastsend":1699999999,"lastrecv":1699999998,\
            "last_transaction":1699990000,"last_block":1699999000,"bytessent":20000,\
            "bytesrecv":10000,"conntime":1600000000,"timeoffset":-1,"pingtime":0.012345678,\
            "minping":1e-06,"pingwait":2.5,"version":70016,"subver":"/Other:1.0/","inbound":true,\
            "bip152_hb_to":true,"bip152_hb_from":false,"presynced_headers":-1,\
            "synced_headers":800100,"synced_blocks":800099,"inflight":[800100,800101],\
            "addr_relay_enabled":true,"addr_processed":1001,"addr_rate_limited":5,\
            "permissions":["bloomfilter","noban","download"],"minfeefilter":0.00001000,\
            "bytessent_per_msg":{"inv":61,"pong":32,"verack":24},\
            "bytesrecv_per_msg":{"*other*":100,"version":126},"connection_type":"inbound",\
            "transport_protocol_type":"v2","session_id":"0102%s"}]\
            """
                .formatted("ff".repeat(30)));
  }

  @Test
  void leaveOutWhatAPeerHasNotSaid() throws Exception {
    network.peers.add(PeerReports.silent(0, "127.0.0.1:18444"));
    assertThat(result("getpeerinfo", "[]"))
        .isEqualTo(
            """
            [{"id":0,"addr":"127.0.0.1:18444","network":"not_publicly_routable",\
            "services":"0000000000000000","servicesnames":[],"relaytxes":false,\
            "last_inv_sequence":0,"inv_to_send":0,"lastsend":0,"lastrecv":0,"last_transaction":0,\
            "last_block":0,"bytessent":0,"bytesrecv":0,"conntime":1600000000,"timeoffset":0,\
            "version":0,"subver":"","inbound":false,"bip152_hb_to":false,"bip152_hb_from":false,\
            "presynced_headers":-1,"synced_headers":-1,"synced_blocks":-1,"inflight":[],\
            "addr_relay_enabled":false,"addr_processed":0,"addr_rate_limited":0,"permissions":[],\
            "minfeefilter":0.00000000,"bytessent_per_msg":{},"bytesrecv_per_msg":{},\
            "connection_type":"block-relay-only","transport_protocol_type":"detecting",\
            "session_id":""}]\
            """);
  }

  @Test
  void asksAPeerForABlock() throws Exception {
    var address = "bcrt1q4u4nsgk6ug0sqz7r3rj9tykjxrsl0yy4d0wwte";
    var block = node.call("generateblock", "[\"%s\",[],false]".formatted(address)).asObject();
    var hash = block.find("hash").asString();
    assertThat(error("getblockfrompeer", "[\"%s\",3]".formatted(hash)))
        .isEqualTo("-1 Block header missing");
    var header = block.find("hex").asString().substring(0, 160);
    assertThat(result("submitheader", "[\"%s\"]".formatted(header))).isEqualTo("null");
    assertThat(error("getblockfrompeer", "[\"%s\",3]".formatted(hash)))
        .isEqualTo(
            "-1 In prune mode, only blocks that the node has already synced previously can be"
                + " fetched from a peer");
    assertThat(network.orders).isEmpty();
    var genesis = node.ledger.chain().genesis().hash();
    assertThat(error("getblockfrompeer", "[\"%s\",3]".formatted(genesis)))
        .isEqualTo("-1 Block already downloaded");
  }

  @Test
  void tellTheSystemOfAPeerWhereThereIsAMap() throws Exception {
    network.peers.add(PeerReports.talkative());
    network.groups = everythingIn(64_512);
    assertThat(result("getpeerinfo", "[]")).contains("\"network\":\"ipv4\",\"mapped_as\":64512,");
    node.call("addpeeraddress", "[\"1.2.3.4\", 8333]");
    assertThat(result("getrawaddrman", "[]"))
        .contains("\"mapped_as\":64512,\"port\":8333", "\"source_mapped_as\":64512");
  }

  private static NetGroups everythingIn(long system) {
    return new NetGroups(
        new AsMap() {
          @Override
          public long systemOf(Bytes ipv6) {
            return system;
          }

          @Override
          public Bytes version() {
            return AsMap.NONE.version();
          }
        });
  }

  @Test
  void tellWhatTheNodeIsToOthers() throws Exception {
    network.peers.add(PeerReports.talkative());
    network.peers.add(PeerReports.silent(8, "8.8.8.8:8333"));
    network.peers.add(PeerReports.silent(9, "8.8.8.9:8333"));
    assertThat(result("getnetworkinfo", "[]").replaceFirst("\"warnings\":\\[[^]]*]", "W"))
        .isEqualTo(
            """
            {"version":310000,"subversion":"/Satoshi:31.0.0/Cairn:0.1.0/",\
            "protocolversion":70017,"localservices":"0000000000000809",\
            "localservicesnames":["NETWORK","WITNESS","P2P_V2"],"localrelay":true,"timeoffset":-2,\
            "tx_send_rate":14,"inv_buckets":{\
            "inbound":{"backlog":3,"count_tok":420,"size_tok":12000000},\
            "outbound":{"backlog":0,"count_tok":1050,"size_tok":-0.5}},\
            "networkactive":true,"connections":3,"connections_in":1,"connections_out":2,\
            "networks":[{"name":"ipv4","limited":false,"reachable":true,"proxy":"",\
            "proxy_randomize_credentials":false},{"name":"ipv6","limited":true,\
            "reachable":false,"proxy":"","proxy_randomize_credentials":false},\
            {"name":"onion","limited":false,"reachable":true,"proxy":"127.0.0.1:9050",\
            "proxy_randomize_credentials":true},{"name":"i2p","limited":true,"reachable":false,\
            "proxy":"","proxy_randomize_credentials":false},{"name":"cjdns","limited":true,\
            "reachable":false,"proxy":"","proxy_randomize_credentials":false}],\
            "relayfee":0.00000100,"incrementalfee":0.00000200,\
            "localaddresses":[{"address":"8.8.8.8","port":8333,"score":4}],W}\
            """);
    assertThat(result("getconnectioncount", "[]")).isEqualTo("3");
  }

  @Test
  void tellWhatTheOperatorShouldKnowOf() throws Exception {
    network.warnings.add("the clock is wrong");
    for (var method : List.of("getnetworkinfo", "getblockchaininfo")) {
      assertThat(result(method, "[]")).contains("\"the clock is wrong\"]");
    }
  }

  @Test
  void tellHowMuchWasSent() throws Exception {
    long before = System.currentTimeMillis();
    var totals = node.call("getnettotals", "[]").asObject();
    assertThat(totals.find("timemillis").asLong()).isBetween(before, System.currentTimeMillis());
    assertThat(result("getnettotals", "[]").replaceFirst("\"timemillis\":\\d+", "T"))
        .isEqualTo(
            """
            {"totalbytesrecv":1000,"totalbytessent":2000,T,"uploadtarget":{"timeframe":86400,\
            "target":800,"target_reached":true,"serve_historical_blocks":false,\
            "bytes_left_in_cycle":0,"time_left_in_cycle":86399}}\
            """);
  }

  @Test
  void cutTheNodeOff() throws Exception {
    assertThat(result("setnetworkactive", "[false]")).isEqualTo("false");
    assertThat(result("getnetworkinfo", "[]")).contains("\"networkactive\":false");
    assertThat(result("setnetworkactive", "[true]")).isEqualTo("true");
    assertThat(result("getnetworkinfo", "[]")).contains("\"networkactive\":true");
  }

  @Test
  void pingEverybody() throws Exception {
    assertThat(result("ping", "[]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("ping");
  }

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

  @Test
  void banAddressesAndSubnets() throws Exception {
    assertThat(result("setban", "[\"127.0.0.0/24\", \"add\"]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans", "disconnect 127.0.0.0/24");
    assertThat(result("setban", "[\"127.27.0.1\", \"add\", 77]")).isEqualTo("null");
    assertThat(
            result(
                "setban",
                "[\"2001:4d48:ac57:400:cacf:e9ff:fe1d:9c63/19\", \"add\", 1900000000, true]"))
        .isEqualTo("null");
    assertThat(result("setban", "[\"127.0.0.0/8\", \"add\", 1]")).isEqualTo("null");
    network.now = network.now.plusSeconds(1);
    assertThat(result("listbanned", "[]"))
        .isEqualTo(
            """
            [{"address":"127.0.0.0/8","ban_created":1700000000,"banned_until":1700000001,\
            "ban_duration":1,"time_remaining":0},\
            {"address":"127.0.0.0/24","ban_created":1700000000,"banned_until":1700086400,\
            "ban_duration":86400,"time_remaining":86399},\
            {"address":"127.27.0.1/32","ban_created":1700000000,"banned_until":1700000077,\
            "ban_duration":77,"time_remaining":76},\
            {"address":"2001:4000::/19","ban_created":1700000000,"banned_until":1900000000,\
            "ban_duration":200000000,"time_remaining":199999999}]\
            """);
  }

  @Test
  void refuseToBanTwice() throws Exception {
    node.call("setban", "[\"127.0.0.0/24\", \"add\"]");
    network.orders.clear();
    var banned = "-23 Error: IP/Subnet already banned";
    assertThat(error("setban", "[\"127.0.0.1\", \"add\"]")).isEqualTo(banned);
    assertThat(error("setban", "[\"127.0.0.7/24\", \"add\"]")).isEqualTo(banned);
    assertThat(network.orders).isEmpty();
  }

  @Test
  void liftBans() throws Exception {
    node.call("setban", "[\"127.0.0.0/24\", \"add\"]");
    node.call("setban", "[\"128.0.0.1\", \"add\"]");
    var notBanned =
        "-30 Error: Unban failed. Requested address/subnet was not previously manually banned.";
    assertThat(error("setban", "[\"127.0.0.1\", \"remove\"]")).isEqualTo(notBanned);
    network.orders.clear();
    assertThat(result("setban", "[\"127.0.0.0/24\", \"remove\"]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans");
    assertThat(error("setban", "[\"127.0.0.0/24\", \"remove\"]")).isEqualTo(notBanned);
    assertThat(result("clearbanned", "[]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("save bans", "save bans");
    assertThat(result("listbanned", "[]")).isEqualTo("[]");
  }

  @Test
  void banCjdnsWhereItIsReached() throws Exception {
    node.call("setban", "[\"fc00:1:2:3:4:5:6:7\", \"add\"]");
    assertThat(result("listbanned", "[]")).contains("\"address\":\"fc00:1:2:3:4:5:6:7/128\"");
    node.call("clearbanned", "[]");
    network.cjdns = true;
    node.call("setban", "[\"fc00:1:2:3:4:5:6:7\", \"add\"]");
    assertThat(result("listbanned", "[]")).contains("\"address\":\"fc00:1:2:3:4:5:6:7\"");
    assertThat(error("setban", "[\"fc00:1:2:3:4:5:6:7/128\", \"add\"]"))
        .isEqualTo("-30 Error: Invalid IP/Subnet");
  }

  @Test
  void learnAddresses() throws Exception {
    assertThat(result("getnodeaddresses", "[0]")).isEqualTo("[]");
    assertThat(result("addpeeraddress", "[\"8.8.8.8\", 8333]")).isEqualTo("{\"success\":true}");
    assertThat(result("addpeeraddress", "[\"8.8.8.8\", 8333]"))
        .isEqualTo("{\"error\":\"failed-adding-to-new\",\"success\":false}");
    assertThat(result("addpeeraddress", "[\"2a00::1\", 1, true]")).isEqualTo("{\"success\":true}");
    assertThat(result("getnodeaddresses", "[5, \"IPv4\"]"))
        .isEqualTo(
            """
            [{"time":1700000000,"services":9,"address":"8.8.8.8","port":8333,"network":"ipv4"}]\
            """);
    assertThat(node.call("getnodeaddresses", "[]").asArray()).hasSize(1);
    assertThat(node.call("getnodeaddresses", "[0]").asArray()).hasSize(2);
    assertThat(result("getaddrmaninfo", "[]"))
        .isEqualTo(
            """
            {"ipv4":{"new":1,"tried":0,"total":1},"ipv6":{"new":0,"tried":1,"total":1},\
            "onion":{"new":0,"tried":0,"total":0},"i2p":{"new":0,"tried":0,"total":0},\
            "cjdns":{"new":0,"tried":0,"total":0},"all_networks":{"new":1,"tried":1,"total":2}}\
            """);
    assertThat(result("getrawaddrman", "[]"))
        .matches(
            """
            \\{"new":\\{"\\d+/\\d+":\\{"address":"8.8.8.8","port":8333,"services":9,\
            "time":1700000000,"network":"ipv4","source":"8.8.8.8","source_network":"ipv4"}},\
            "tried":\\{"\\d+/\\d+":\\{"address":"2a00::1","port":1,"services":9,\
            "time":1700000000,"network":"ipv6","source":"2a00::1","source_network":"ipv6"}}}\
            """);
  }

  @Test
  void sendWhatTheCallerWants() throws Exception {
    network.peers.add(PeerReports.silent(3, "8.8.8.8:8333"));
    assertThat(result("sendmsgtopeer", "[3, \"addr\", \"ffffff\"]")).isEqualTo("{}");
    assertThat(result("sendmsgtopeer", "[3, \"unheardofkin\", \"\"]")).isEqualTo("{}");
    assertThat(network.orders).containsExactly("send addr ffffff", "send unheardofkin ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "addnode | [\" \", \"add\"] | -8 Error: Node address cannot be empty",
        "disconnectnode | [] | -32602 Only one of address and nodeid should be provided.",
        "disconnectnode | [\"a\", 1] | -32602 Only one of address and nodeid should be provided.",
        "disconnectnode | [\"8.8.8.8:8333\"] | -29 Node not found in connected nodes",
        "disconnectnode | [\"\"] | -29 Node not found in connected nodes",
        "disconnectnode | [\"\", 1] | -29 Node not found in connected nodes",
        "setban | [\"127.0.0.1/42\", \"add\"] | -30 Error: Invalid IP/Subnet",
        "setban | [\"nonsense\", \"add\"] | -30 Error: Invalid IP/Subnet",
        "setban | [\"0.0.0.0\", \"add\"] | -30 Error: Invalid IP/Subnet",
        "setban | [\"1.2.3.4\", \"add\", 123, true] | -8 Error: Absolute timestamp is in the past",
        "getnodeaddresses | [-1] | -8 Address count out of range",
        "getnodeaddresses | [1, \"Foo\"] | -8 Network not recognized: Foo",
        "addpeeraddress | [\"nonsense\", 8333] | -30 Invalid IP address",
        "addpeeraddress | [\"1.2.3.4\", -1] | -1 JSON integer out of range",
        "addpeeraddress | [\"1.2.3.4\", 65536] | -1 JSON integer out of range",
        "sendmsgtopeer | [0, \"addr\", \"ff\"] | -1 Error: Could not send message to peer",
        "sendmsgtopeer | [0, \"addr\", \"f\"] | -8 Error parsing input for msg",
        "sendmsgtopeer | [0, \"1234567890123\", \"\"] |"
            + " -8 Error: msg_type too long, max length is 12",
      })
  void complainAsCoreDoes(String method, String params, String error) throws Exception {
    assertThat(error(method, params)).isEqualTo(error);
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
  void sayThatTheNodeStops() throws Exception {
    network.ended = true;
    assertThat(error("getpeerinfo", "[]")).isEqualTo("-9 Shutting down");
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

  @Test
  void putTasksForward() throws Exception {
    assertThat(result("mockscheduler", "[3600]")).isEqualTo("null");
    assertThat(network.orders).containsExactly("forward PT1H");
    for (var seconds : List.of("0", "3601")) {
      assertThat(error("mockscheduler", "[" + seconds + "]"))
          .isEqualTo("-1 delta_time must be between 1 and 3600 seconds (1 hr)");
    }
  }
}
