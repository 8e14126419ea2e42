package cairn.rpc.web;

import cairn.genesis.Network;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;

/** {@code /api/node}: how the node as a whole is, as methods of RPC tell it. */
final class NodeAnswers implements Answers {
  private final Source source;

  NodeAnswers(Source source) {
    this.source = source;
  }

  @Override
  public Json answer(ApiRequest request) throws RpcException, InterruptedException {
    var services = source.services();
    var network = source.ledger().config().network();
    var turn = request.turn();
    var json =
        Json.object()
            .put("unit", unit(network))
            .put("version", services.node().version())
            .put("uptime", services.node().uptime().toSeconds())
            .put("target_spacing", network.consensus().proofOfWork().targetSpacing())
            .put("txindex", services.indexes().transactions().isPresent())
            .put("blockchain", source.call(turn, "getblockchaininfo"))
            .put("mining", source.call(turn, "getmininginfo"));
    if (services.network() != null) {
      json.put("network", source.call(turn, "getnetworkinfo"));
    }
    return json.build();
  }

  /** What people call its coins: only those of the main network are worth the name. */
  private static String unit(Network network) {
    if (network.testChain()) {
      return "tBTC";
    }
    return network.name().equals("main") ? "BTC" : "coins";
  }
}
