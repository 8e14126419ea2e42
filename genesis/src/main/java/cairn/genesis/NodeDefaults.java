package cairn.genesis;

/**
 * How a node of one network behaves unless told otherwise.
 *
 * @param consistencyChecks whether it keeps checking its own mempool and block index
 * @param mockableTime whether its clock may be set for tests
 * @param pruneAfterHeight below this height no block is pruned
 */
public record NodeDefaults(boolean consistencyChecks, boolean mockableTime, int pruneAfterHeight) {}
