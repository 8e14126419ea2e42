package cairn.ledger.chain;

import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;

/**
 * A block that a worker has parsed and checked as far as that goes without any other block.
 *
 * @param contents what {@link cairn.ledger.rules.BlockContents} says of it
 */
record PreparedBlock(Block block, Verdict contents) {}
