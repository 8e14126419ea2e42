package cairn.ledger.store;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;

/**
 * A header, and what the index remembers of its block.
 *
 * @param hash of the header
 * @param height of the block, 0 for the genesis block
 * @param status what has become of the block, as a number that means nothing to the store
 * @param transactionCount transactions in the block; 0 as long as it has not been seen
 * @param file the number of the file that holds the block and its undo data
 * @param dataPosition where in its file the block begins, in bytes; 32 bits without a sign
 * @param undoPosition where in its file the undo data begins, likewise
 */
public record StoredHeader(
    BlockHeader header,
    BlockHash hash,
    int height,
    int status,
    int transactionCount,
    int file,
    int dataPosition,
    int undoPosition) {}
