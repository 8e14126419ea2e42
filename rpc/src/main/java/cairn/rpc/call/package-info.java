/**
 * JSON-RPC: from the body of a request to a method, and back.
 *
 * <p>{@link cairn.rpc.call.JsonRpcHandler} takes HTTP requests and checks who sends them; {@link
 * cairn.rpc.call.JsonRpc} knows versions 1.0, 1.1 and 2.0 and batches; {@link
 * cairn.rpc.call.MethodTable} finds the {@link cairn.rpc.call.RpcMethod} and hands it a {@link
 * cairn.rpc.call.Call}, whose arguments fit the method's description.
 */
@NullMarked
package cairn.rpc.call;

import org.jspecify.annotations.NullMarked;
