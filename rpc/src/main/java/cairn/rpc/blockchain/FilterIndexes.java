package cairn.rpc.blockchain;

import cairn.ledger.index.BlockFilterIndex;
import cairn.ledger.index.Indexes;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;

/** Finds the index of block filters of some type, of which there is one. */
final class FilterIndexes {
  private static final String BASIC = "basic";

  private FilterIndexes() {}

  static Argument argument() {
    return Argument.string("filtertype", "The type of the filters").orElse(Json.of(BASIC));
  }

  static BlockFilterIndex find(Indexes indexes, String type) throws RpcException {
    if (!type.equals(BASIC)) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Unknown filtertype");
    }
    return indexes
        .blockFilters()
        .orElseThrow(() ->
            new RpcException(ErrorCode.MISC_ERROR, "Index is not enabled for filtertype " + type));
  }
}
