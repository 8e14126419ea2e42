package cairn.rpc.rest;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.http.HttpStatus;

/** Finds blocks, and complains of those that cannot be had. */
final class StoredBlocks {
  private StoredBlocks() {}

  /** The block whose hash {@code text} is. */
  static IndexedBlock find(Ledger ledger, String text) throws RestException {
    var block = ledger.index().find(Values.blockHash(text));
    if (block == null) {
      throw RestException.notFound(text + " not found");
    }
    return block;
  }

  /** What is said if the block with that hash cannot be read. */
  static RestException unavailable(String hash, BlockUnavailableException cause) {
    return switch (cause.reason()) {
      case PRUNED -> RestException.notFound(hash + " not available (pruned data)");
      case NOT_STORED -> RestException.notFound(hash + " not available (not fully downloaded)");
      case UNREADABLE ->
          new RestException(HttpStatus.INTERNAL_SERVER_ERROR, "I/O error reading " + hash);
    };
  }
}
