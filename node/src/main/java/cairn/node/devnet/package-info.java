/**
 * {@code ./cairn devnet}: a network of several nodes on this machine, each a process of its own.
 *
 * <p>{@link cairn.node.devnet.DevnetCommand} reads what is wanted, {@link cairn.node.devnet.Devnet}
 * does it: it writes down how the network should be, then has it be so. Nothing has to run besides
 * the nodes, and whatever was killed on the way, the next command goes on from there.
 */
@NullMarked
package cairn.node.devnet;

import org.jspecify.annotations.NullMarked;
