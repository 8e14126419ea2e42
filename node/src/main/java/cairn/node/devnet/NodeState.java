package cairn.node.devnet;

import cairn.node.devnet.Plan.NodePorts;
import cairn.rpc.json.Json;
import java.io.IOException;

/**
 * What a node tells of itself.
 *
 * @param answers whether it does; if not, the rest is of no meaning, but for its number and ports
 * @param tip hash of its last block
 * @param mempool how many transactions wait in it
 * @param hashRate hashes a second of the whole network, as the last blocks tell
 */
record NodeState(
    int number,
    boolean answers,
    boolean mines,
    NodePorts ports,
    int height,
    String tip,
    int peers,
    int mempool,
    double difficulty,
    double hashRate) {
  /** Blocks from which the hash rate is told: less than the usual 120, as it changes soon here. */
  private static final int RECENT = 30;

  /** Of what differs between hashes, as much as a table has room for. */
  private static final int TIP_DIGITS = 8;

  static NodeState of(LocalNode node, Plan plan) {
    var ports = plan.of(node.number());
    try {
      var chain = node.call("getblockchaininfo").asObject();
      return new NodeState(
          node.number(),
          true,
          plan.mines(node.number()),
          ports,
          chain.find("blocks").asInt(),
          chain.find("bestblockhash").asString(),
          node.call("getconnectioncount").asInt(),
          node.call("getmempoolinfo").asObject().find("size").asInt(),
          chain.find("difficulty").asDouble(),
          node.call("getnetworkhashps", Json.of((long) RECENT)).asDouble());
    } catch (IOException e) {
      return new NodeState(
          node.number(), false, plan.mines(node.number()), ports, 0, "", 0, 0, 0, 0);
    }
  }

  /** As programs read it. */
  Json toJson() {
    var json =
        Json.object()
            .put("node", number)
            .put("running", answers)
            .put("mines", mines)
            .put("port", ports.p2p())
            .put("rpcPort", ports.rpc());
    if (ports.web() != 0) {
      json.put("page", page() + "/");
    }
    if (answers) {
      json.put("height", height)
          .put("tip", tip)
          .put("peers", peers)
          .put("mempool", mempool)
          .put("difficulty", difficulty)
          .put("hashRate", hashRate);
    }
    return json.build();
  }

  /** As people read it, under {@link #HEADER}. */
  String line() {
    var head =
        "%4d %-5s %5d %5d  %-22s"
            .formatted(number, mines ? "yes" : "", ports.p2p(), ports.rpc(), page());
    return answers
        ? "%s %6d  %s… %5d %7d"
            .formatted(head, height, shortened(tip).substring(0, TIP_DIGITS), peers, mempool)
        : head + " does not run";
  }

  /** Where a browser finds it; empty if it has no page. */
  private String page() {
    return ports.web() == 0 ? "" : "http://127.0.0.1:" + ports.web();
  }

  static final String HEADER =
      "node mines  port   rpc  page                   height  tip       peers mempool";

  /** Of a block's hash, the part that differs. */
  static String shortened(String hash) {
    return hash.substring(hash.length() - 16);
  }
}
