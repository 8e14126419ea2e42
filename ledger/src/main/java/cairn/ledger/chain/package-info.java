/**
 * The chain of blocks that is followed, and the coins after its tip.
 *
 * <p>{@link cairn.ledger.chain.ChainThread} is the one thread that changes anything. What it does
 * next, {@link cairn.ledger.chain.ChainWork} says: it carries out commands, takes blocks in ({@link
 * cairn.ledger.chain.BlockIntake} from others, {@link cairn.ledger.chain.Importer} from files), or
 * goes a step towards the best branch ({@link cairn.ledger.chain.Activation}). {@link
 * cairn.ledger.chain.Chainstate} holds what is changed, and the parts that change it: {@link
 * cairn.ledger.chain.BlockAcceptance} checks and stores, {@link cairn.ledger.chain.ForkChoice}
 * knows the branch with the most work, {@link cairn.ledger.chain.ConnectedChain} goes along it.
 *
 * <p>Where the coins were loaded from a file ({@link cairn.ledger.chain.SnapshotLoading}), a second
 * {@code ConnectedChain} is verified beside the active one: {@link cairn.ledger.chain.History}. How
 * the two live together is in {@code docs/decisions/0024-assumeutxo.md}.
 *
 * <p>Scripts are checked meanwhile by {@link cairn.ledger.chain.Workers}: blocks are connected
 * before their scripts are known to be good, and disconnected again if they are not; {@link
 * cairn.ledger.chain.Connections} holds those in between. Nothing is published or stored of a block
 * before all its checks have passed.
 */
@NullMarked
package cairn.ledger.chain;

import org.jspecify.annotations.NullMarked;
