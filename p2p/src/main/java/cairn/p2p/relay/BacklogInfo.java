package cairn.p2p.relay;

/**
 * What waits to be announced to one kind of peers.
 *
 * @param waiting how many transactions, including some that may not be in the pool any more
 * @param countTokens how many more transactions may be announced at once; below 0 if it were too
 *     many
 * @param byteTokens the same of their bytes
 */
public record BacklogInfo(int waiting, double countTokens, double byteTokens) {}
