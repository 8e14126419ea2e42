/**
 * Where log lines go: the console, and {@code debug.log}, in which each line stands before the call
 * that logged it returns.
 *
 * <p>Classes log through SLF4J under their own names; {@link cairn.node.log.LogCategories} says
 * which of {@code bitcoind}'s categories that is.
 */
@NullMarked
package cairn.node.log;

import org.jspecify.annotations.NullMarked;
