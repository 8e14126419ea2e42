package cairn.rpc.web;

import cairn.ledger.Ledger;
import cairn.rpc.NodeServices;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;

/**
 * Where the data comes from.
 *
 * @param methods of RPC, which say most of it already
 */
record Source(NodeServices services, MethodTable methods) {
  Ledger ledger() {
    return services.ledger();
  }

  Json call(Turn turn, String method, Json... arguments) throws RpcException, InterruptedException {
    return methods.execute(method, Json.array(arguments), turn);
  }
}
