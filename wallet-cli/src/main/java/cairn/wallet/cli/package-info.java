/**
 * {@code ./cairn wallet}: the wallet in a terminal.
 *
 * <p>Start with {@link cairn.wallet.cli.Main}; each command is a class of its own.
 */
@NullMarked
package cairn.wallet.cli;

import org.jspecify.annotations.NullMarked;
