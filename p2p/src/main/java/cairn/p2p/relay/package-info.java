/**
 * Relay of transactions: which are fetched from whom, what is kept until its parents come, what is
 * announced to whom and when.
 */
@NullMarked
package cairn.p2p.relay;

import org.jspecify.annotations.NullMarked;
