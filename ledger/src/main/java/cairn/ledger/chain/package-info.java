/**
 * The chain of blocks that is followed, and the coins after its tip.
 *
 * <p>{@link cairn.ledger.chain.Chainstate} is where all changes happen, on one thread: it takes
 * blocks in, chooses the branch with the most work ({@link cairn.ledger.chain.ForkChoice}), and
 * connects and disconnects blocks. Scripts are checked meanwhile by {@link
 * cairn.ledger.chain.Workers}: blocks are connected before their scripts are known to be good, and
 * disconnected again if they are not; {@link cairn.ledger.chain.Connections} holds those in
 * between. Nothing is published or stored of a block before all its checks have passed.
 */
@NullMarked
package cairn.ledger.chain;

import org.jspecify.annotations.NullMarked;
