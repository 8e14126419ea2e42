package cairn.rpc.web;

import cairn.rpc.call.RpcException;
import cairn.rpc.http.RequestException;
import cairn.rpc.json.Json;

/** One kind of data that the page asks for. Thread-safe. */
@FunctionalInterface
interface Answers {
  /**
   * Answers.
   *
   * @throws RequestException if it makes no sense to ask for this
   * @throws RpcException if a method that has it fails
   */
  Json answer(ApiRequest request) throws RequestException, RpcException, InterruptedException;
}
