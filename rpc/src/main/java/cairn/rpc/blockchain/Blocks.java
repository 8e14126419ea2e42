package cairn.rpc.blockchain;

import cairn.ledger.BlockIndex;
import cairn.ledger.BlockReader;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.BlockHash;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.util.List;

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

  /** What is said if what a block spent cannot be read. */
  static RpcException spentUnavailable(BlockUnavailableException cause) {
    return switch (cause.reason()) {
      case PRUNED ->
          new RpcException(ErrorCode.MISC_ERROR, "Undo data not available (pruned data)");
      case NOT_STORED -> new RpcException(ErrorCode.MISC_ERROR, "Undo data not available");
      case UNREADABLE -> new RpcException(ErrorCode.MISC_ERROR, "Can't read undo data from disk");
    };
  }

  /** What a block spent, by its transactions but the first; empty if that is not stored. */
  public static List<List<Coin>> spent(BlockReader blocks, IndexedBlock block) throws RpcException {
    if (!block.hasUndo()) {
      return List.of();
    }
    try {
      return blocks.spent(block);
    } catch (BlockUnavailableException e) {
      throw new RpcException(
          ErrorCode.INTERNAL_ERROR,
          "Undo data expected but can't be read. This could be due to disk corruption or a"
              + " conflict with a pruning event.");
    }
  }

  /**
   * The block that {@code value} names, by its height in the active chain or its hash (Core's
   * ParseHashOrHeight).
   */
  static IndexedBlock hashOrHeight(Ledger ledger, Json value) throws RpcException {
    if (!(value instanceof Json.Num)) {
      return find(ledger.index(), Parameters.blockHash(value, "hash_or_height"));
    }
    int height = value.asInt();
    var chain = ledger.chain();
    if (height < 0) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Target block height %d is negative".formatted(height));
    }
    var block = chain.at(height);
    if (block == null) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Target block height %d after current tip %d".formatted(height, chain.height()));
    }
    return block;
  }
}
