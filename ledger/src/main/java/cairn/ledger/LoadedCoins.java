package cairn.ledger;

/**
 * Coins that were loaded from a file.
 *
 * @param coins how many
 * @param base the block after which these are the coins
 */
public record LoadedCoins(long coins, IndexedBlock base) {}
