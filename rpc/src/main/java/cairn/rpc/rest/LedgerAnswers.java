package cairn.rpc.rest;

import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.http.HttpStatus;
import java.util.concurrent.CompletableFuture;

/** Waits for what the ledger's threads do. */
final class LedgerAnswers {
  private LedgerAnswers() {}

  /** The answer to what was asked on behalf of a request. Others have the turn meanwhile. */
  static <T> T await(RestRequest request, CompletableFuture<T> future)
      throws RestException, InterruptedException {
    try {
      return Waits.answer(request.turn(), future);
    } catch (RpcException e) {
      throw new RestException(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
    }
  }
}
