package cairn.bench.rpc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked again and again.
 *
 * @param name what the table calls it
 * @param body the request
 */
record Question(String name, String body) {
  private static final int FULL_BLOCK = 10_000;

  private static Question of(String name, String method, Object... parameters) {
    var request = Map.of("jsonrpc", "1.0", "id", 1, "method", method, "params", parameters);
    return new Question(name, JsonMapper.shared().writeValueAsString(request));
  }

  /** Questions to all nodes of the chain of {@code node}: of its last full block, if it has one. */
  static List<Question> all(NodeRpc node) throws IOException {
    int tip = node.call("getblockcount").asInt();
    int height = tip;
    while (height > 1
        && node.call("getblockstats", height).path("total_size").asInt() < FULL_BLOCK) {
      height--;
    }
    var block = node.call("getblockhash", height).asString();
    var transactions = node.call("getblock", block, 1).path("tx");
    var transaction = transactions.get(transactions.size() - 1).asString();
    var coin = node.call("getblock", node.call("getbestblockhash").asString(), 1).path("tx").get(0);
    return List.of(
        of("getblockcount", "getblockcount"),
        of("getblockhash", "getblockhash", height),
        of("getblockheader", "getblockheader", block),
        of("getblock 1", "getblock", block, 1),
        of("getblock 2", "getblock", block, 2),
        of("getblock 3", "getblock", block, 3),
        of("getrawtransaction 1", "getrawtransaction", transaction, 1, block),
        of("gettxout", "gettxout", coin.asString(), 0),
        of("getblocktemplate", "getblocktemplate", Map.of("rules", List.of("segwit"))));
  }
}
