/**
 * The ledger as other modules see it: the block chain on disk, with its coins and the rules.
 *
 * <p>{@link cairn.ledger.Ledger} opens one and leads to all else: the active chain and the index of
 * known blocks, which can be read at any time; blocks, which are read from disk; commands, which
 * the chain thread does one after the other; and listeners, which it tells what happens. The
 * packages below are the ledger's own affair, but for {@link cairn.ledger.rules}, in whose words a
 * refusal is told, and {@link cairn.ledger.script}: both are pure. How the threads work together is
 * in {@code docs/decisions/0012-one-writer.md}.
 */
@NullMarked
package cairn.ledger;

import org.jspecify.annotations.NullMarked;
