package cairn.node.faucet;

import cairn.rpc.json.Json;

/** Calls methods of a node, wherever that is; an error of the node is an unchecked exception. */
@FunctionalInterface
public interface Caller {
  Json call(String method, Json... parameters);
}
