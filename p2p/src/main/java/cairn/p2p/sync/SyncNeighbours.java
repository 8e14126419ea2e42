package cairn.p2p.sync;

import cairn.p2p.compact.TransactionSource;

/**
 * What synchronisation asks of others that deal with the same peers.
 *
 * @param transactions sends those that peers ask for along with blocks
 * @param pool has those that may be in the next block
 * @param filters knows which transactions of a block a peer wants
 * @param index has filters of blocks
 * @param uploads knows how much has been sent
 * @param search opens connections
 * @param silence knows who does not send anything
 */
public record SyncNeighbours(
    TransactionServer transactions,
    TransactionSource pool,
    FilteredBlocks filters,
    BlockFilters index,
    UploadLimit uploads,
    PeerSearch search,
    Silence silence) {}
