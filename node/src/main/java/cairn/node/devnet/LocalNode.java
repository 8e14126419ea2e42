package cairn.node.devnet;

import cairn.genesis.Network;
import cairn.node.devnet.Plan.NodePorts;
import cairn.rpc.cli.NodeClient;
import cairn.rpc.cli.NodeErrorException;
import cairn.rpc.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A node of the network, as others call it. */
final class LocalNode {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int NOT_CONNECTED = -29;

  private final int number;
  private final NodeClient client;

  LocalNode(int number, Path directory, Network network, NodePorts ports) {
    this.number = number;
    this.client =
        new NodeClient(
            ports.rpc(), directory.resolve(network.dataDirectory()).resolve(".cookie"), PATIENCE);
  }

  int number() {
    return number;
  }

  Json call(String method, Json... parameters) throws IOException {
    return client.call(method, parameters);
  }

  boolean answers() {
    try {
      height();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int height() throws IOException {
    return call("getblockcount").asInt();
  }

  String tip() throws IOException {
    return call("getbestblockhash").asString();
  }

  /** Whether it has heard of a block. */
  boolean knows(String block) throws IOException {
    try {
      call("getblockheader", Json.of(block));
      return true;
    } catch (NodeErrorException e) {
      return false;
    }
  }

  /** Whether a block is in its chain. */
  boolean has(String block) throws IOException {
    try {
      return call("getblockheader", Json.of(block)).asObject().find("confirmations").asInt() > 0;
    } catch (NodeErrorException e) {
      return false; // it does not know the block
    }
  }

  /** Has it call these nodes and no others. */
  void connectTo(Set<String> wanted) throws IOException {
    var present = new HashSet<String>();
    var connected = new HashSet<String>();
    for (var each : call("getaddednodeinfo").asArray()) {
      var added = each.asObject();
      present.add(added.find("addednode").asString());
      if (added.find("connected").asBoolean()) {
        connected.add(added.find("addednode").asString());
      }
    }
    for (var address : present) {
      if (!wanted.contains(address)) {
        call("addnode", Json.of(address), Json.of("remove"));
        disconnect(address);
      }
    }
    for (var address : wanted) {
      if (!connected.contains(address)) {
        call("addnode", Json.of(address), Json.of("onetry")); // at once
      }
      if (!present.contains(address)) {
        call("addnode", Json.of(address), Json.of("add"));
      }
    }
  }

  private void disconnect(String address) throws IOException {
    try {
      while (true) {
        call("disconnectnode", Json.of(address));
      }
    } catch (NodeErrorException e) {
      if (e.code() != NOT_CONNECTED) {
        throw e;
      }
    }
  }
}
