package cairn.rpc.call;

import cairn.rpc.auth.Authenticator;
import cairn.rpc.auth.Whitelists;
import cairn.rpc.http.HttpHandler;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Answers JSON-RPC requests from the start on, and calls methods once there are any. Thread-safe.
 */
public final class JsonRpcServer {
  private final JsonRpcHandler handler;
  private volatile String status = "RPC server started";
  private volatile @Nullable MethodTable methods;

  public JsonRpcServer(Authenticator users, Whitelists whitelists) {
    this.handler = new JsonRpcHandler(users, new JsonRpc(this::execute, whitelists));
  }

  /** What takes the requests. */
  public HttpHandler handler() {
    return handler;
  }

  /** Says what the node is doing before it is ready. */
  public void starting(String what) {
    status = what;
  }

  /** The node is ready, and these are the methods. */
  public void ready(MethodTable table) {
    methods = table;
  }

  private Json execute(String method, Json params, Turn turn)
      throws RpcException, InterruptedException {
    var table = methods;
    if (table == null) {
      throw new RpcException(ErrorCode.IN_WARMUP, status);
    }
    return table.execute(method, params, turn);
  }
}
