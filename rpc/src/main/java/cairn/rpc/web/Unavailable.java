package cairn.rpc.web;

import cairn.ledger.BlockUnavailableException;

/** Says why a block cannot be shown. */
final class Unavailable {
  private Unavailable() {}

  static String why(BlockUnavailableException e) {
    return switch (e.reason()) {
      case PRUNED -> "This node has deleted the block to save space (-prune).";
      case NOT_STORED -> "This node has only the block's header yet.";
      case UNREADABLE -> "The block cannot be read from this node's files.";
    };
  }
}
