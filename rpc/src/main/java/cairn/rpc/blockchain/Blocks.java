package cairn.rpc.blockchain;

import cairn.ledger.BlockIndex;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.primitives.BlockHash;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;

/** Finds blocks, and complains of those that cannot be had in Core's words. */
public final class Blocks {
  private Blocks() {}

  /** The block with this hash. */
  public static IndexedBlock find(BlockIndex index, BlockHash hash) throws RpcException {
    var block = index.find(hash);
    if (block == null) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found");
    }
    return block;
  }

  /** What is said if a block cannot be read. */
  static RpcException unavailable(BlockUnavailableException cause) {
    return new RpcException(
        ErrorCode.MISC_ERROR,
        switch (cause.reason()) {
          case PRUNED -> "Block not available (pruned data)";
          case NOT_STORED -> "Block not available (not fully downloaded)";
          case UNREADABLE -> "Block not found on disk";
        });
  }
}
