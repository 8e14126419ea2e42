package cairn.p2p.sync;

/**
 * How the operator wants it.
 *
 * @param blocksOnly whether transactions are not taken from peers ({@code -blocksonly}), so that
 *     compact blocks are of no use
 * @param pruning whether old blocks are deleted
 * @param extraTransactions how many transactions that are not in the pool are kept in case they are
 *     in a block ({@code -blockreconstructionextratxn})
 */
public record SyncOptions(boolean blocksOnly, boolean pruning, int extraTransactions) {
  public static final SyncOptions DEFAULT = new SyncOptions(false, false, 100);
}
