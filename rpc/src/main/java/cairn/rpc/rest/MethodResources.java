package cairn.rpc.rest;

import cairn.ledger.BlockIndex;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.Query;
import cairn.rpc.json.Json;

/** What methods of JSON-RPC show too, and as these do: in JSON alone. */
final class MethodResources {
  private final BlockIndex index;
  private final MethodTable methods;

  MethodResources(BlockIndex index, MethodTable methods) {
    this.index = index;
    this.methods = methods;
  }

  /** {@code /rest/chaininfo}. */
  Answer chainInfo(RestRequest request) throws RestException, InterruptedException {
    expectJson(request);
    return call(request, Caching.NEVER, "getblockchaininfo");
  }

  /** {@code /rest/deploymentinfo} and {@code /rest/deploymentinfo/<hash>}. */
  Answer deployments(RestRequest request) throws RestException, InterruptedException {
    expectJson(request);
    var hash = request.parameter();
    if (hash.isEmpty()) {
      return call(request, Caching.NEVER, "getdeploymentinfo");
    }
    if (index.find(Values.blockHash(hash)) == null) {
      throw RestException.badRequest("Block not found");
    }
    return call(request, Caching.FOR_A_DAY, "getdeploymentinfo", Json.of(hash));
  }

  /** {@code /rest/mempool/info} and {@code /rest/mempool/contents}. */
  Answer mempool(RestRequest request) throws RestException, InterruptedException {
    return switch (request.parameter()) {
      case "info" -> {
        expectJson(request);
        yield call(request, Caching.NEVER, "getmempoolinfo");
      }
      case "contents" -> {
        expectJson(request);
        yield contents(request);
      }
      default ->
          throw RestException.badRequest(
              "Invalid URI format. Expected /rest/mempool/<info|contents>.json");
    };
  }

  private Answer contents(RestRequest request) throws RestException, InterruptedException {
    boolean verbose = flag(request.query(), "verbose", "true");
    boolean withSequence = flag(request.query(), "mempool_sequence", "false");
    if (verbose && withSequence) {
      throw RestException.badRequest(
          "Verbose results cannot contain mempool sequence values. (hint: set \"verbose=false\")");
    }
    return call(request, Caching.NEVER, "getrawmempool", Json.of(verbose), Json.of(withSequence));
  }

  private static boolean flag(Query query, String name, String otherwise) throws RestException {
    return switch (query.find(name).orElse(otherwise)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw RestException.badRequest(
              "The \"%s\" query parameter must be either \"true\" or \"false\".".formatted(name));
    };
  }

  private static void expectJson(RestRequest request) throws RestException {
    if (request.format() != Format.JSON) {
      throw RestException.notJson();
    }
  }

  private Answer call(RestRequest request, Caching caching, String method, Json... arguments)
      throws RestException, InterruptedException {
    try {
      return Answer.json(methods.execute(method, Json.array(arguments), request.turn()), caching);
    } catch (RpcException e) {
      throw new RestException(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
    }
  }
}
