/**
 * The chain of blocks that is followed, and the coins after its tip.
 *
 * <p>{@link cairn.ledger.chain.Chainstate} is where all changes begin, on one thread: it has
 * headers and blocks taken in ({@link cairn.ledger.chain.BlockAcceptance}), chooses the branch with
 * the most work ({@link cairn.ledger.chain.ForkChoice}), and goes over to it block by block ({@link
 * cairn.ledger.chain.ConnectedChain}). Scripts are checked meanwhile by {@link
 * cairn.ledger.chain.Workers}: blocks are connected before their scripts are known to be good, and
 * disconnected again if they are not; {@link cairn.ledger.chain.Connections} holds those in
 * between. Nothing is published or stored of a block before all its checks have passed.
 */
@NullMarked
package cairn.ledger.chain;

import org.jspecify.annotations.NullMarked;
