package cairn.rpc.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.primitives.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of the network, and what is ordered of all of it. */
class NetworkMethodsTest extends NetworkMethods {
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

  @Test
  void sayThatTheNodeStops() throws Exception {
    network.ended = true;
    assertThat(error("getpeerinfo", "[]")).isEqualTo("-9 Shutting down");
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
