package cairn.rpc.web;

import cairn.primitives.Txid;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.RequestException;
import cairn.rpc.json.Json;

/**
 * {@code /api/tx/TXID}: a transaction, of the mempool, of the block that {@code ?block=HASH} names,
 * or of any block if there is an index. Of its inputs and outputs it shows some, from {@code in=N}
 * and {@code out=N} on.
 */
final class TransactionAnswers implements Answers {
  private static final int VERBOSE = 2;

  private final Source source;
  private final TransactionParts parts;

  TransactionAnswers(Source source) {
    this.source = source;
    this.parts = new TransactionParts(source);
  }

  @Override
  public Json answer(ApiRequest request)
      throws RequestException, RpcException, InterruptedException {
    if (!Parameters.isHash(request.name())) {
      throw RequestException.bad("A transaction has an id of 64 hex digits");
    }
    int firstInput = request.number("in", 0, 0, Integer.MAX_VALUE);
    int firstOutput = request.number("out", 0, 0, Integer.MAX_VALUE);
    var block = request.query().find("block");
    var txid = Json.of(request.name());
    try {
      var whole =
          block.isPresent()
              ? source.call(
                  request.turn(), "getrawtransaction", txid, Json.of(VERBOSE), Json.of(block.get()))
              : source.call(request.turn(), "getrawtransaction", txid, Json.of(VERBOSE));
      return json(request, whole.asObject(), firstInput, firstOutput);
    } catch (RpcException e) {
      if (e.code() == ErrorCode.INVALID_PARAMETER) {
        throw RequestException.bad(String.valueOf(e.getMessage()));
      }
      return Api.missing(why(e, block.isPresent()));
    }
  }

  private String why(RpcException e, boolean ofBlock) {
    if (ofBlock) {
      return e.code() == ErrorCode.INVALID_ADDRESS_OR_KEY
          ? "This transaction is not in that block, as far as this node knows."
          : "The block cannot be read: this node may have deleted it to save space (-prune).";
    }
    return source.services().indexes().transactions().isPresent()
        ? "This transaction is neither in the mempool nor in the blocks that are indexed so far."
        : "This transaction is not in the mempool. If it is in a block, open it from that block's"
            + " page; a node that runs with -txindex finds it by its id alone.";
  }

  private Json json(ApiRequest request, Json.Obj whole, int firstInput, int firstOutput)
      throws RpcException, InterruptedException {
    var json = Json.object();
    for (var member : whole.members()) {
      switch (member.name()) {
        case "hex" -> {} // as long as all the rest
        case "vin", "vout" -> json.put(member.name() + "_count", member.value().asArray().size());
        default -> json.put(member.name(), member.value());
      }
    }
    var txid = Txid.fromDisplay(request.name());
    var entry = source.ledger().mempool().find(txid);
    if (entry != null && !whole.has("blockhash")) {
      json.put("mempool", source.call(request.turn(), "getmempoolentry", Json.of(request.name())));
    }
    return json.put("in", firstInput)
        .put("out", firstOutput)
        .put("per_page", TransactionParts.MOST)
        .put("vin", parts.inputs(request.turn(), whole, firstInput))
        .put("vout", parts.outputs(request.turn(), whole, txid, firstOutput))
        .build();
  }
}
