package cairn.rpc.call;

import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;

/**
 * A method that clients can call. Called by many threads at once.
 *
 * <p>What it needs of the node it was given in its constructor.
 */
public interface RpcMethod {
  /** The name by which it is called. */
  String name();

  /** What it takes and gives, asked for once, at the first call. Its name is {@link #name}. */
  MethodSpec spec();

  /**
   * Answers a call, the arguments of which are as many and of the types that {@link #spec} says.
   *
   * @throws RpcException if it fails
   */
  Json call(Call call) throws RpcException, InterruptedException;
}
