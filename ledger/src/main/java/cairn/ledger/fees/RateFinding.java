package cairn.ledger.fees;

/**
 * What the counts of one horizon say about a fee rate.
 *
 * @param median what the middle one pays of the cheapest that were mined soon enough, in satoshis
 *     for 1,000 virtual bytes; below zero if that is not known
 * @param pass the cheapest that were mined soon enough
 * @param fail the dearest that were not
 */
public record RateFinding(
    double median, double decay, int blocksPerPeriod, FeeRange pass, FeeRange fail) {}
