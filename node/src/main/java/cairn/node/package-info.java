/**
 * The program: commands, wiring, start and stop; no rules.
 *
 * <p>{@link cairn.node.Main} leads to the commands. {@link cairn.node.NodeCommand} reads what the
 * operator wants, takes hold of the directories, starts the log, and runs a {@link
 * cairn.node.Node}, which is where the ledger is opened, fed and closed.
 */
@NullMarked
package cairn.node;

import org.jspecify.annotations.NullMarked;
