/**
 * Relay of transactions: which are fetched from whom, what is kept until its parents come, what is
 * announced to whom and when.
 *
 * <p>Start with {@link cairn.p2p.relay.TransactionRelay}, which hands messages on. {@link
 * cairn.p2p.relay.TransactionDownload} fetches what peers announce, {@link
 * cairn.p2p.relay.TransactionIntake} gives it to the pool, {@link cairn.p2p.relay.Announcements}
 * and {@link cairn.p2p.relay.Trickle} tell others.
 */
@NullMarked
package cairn.p2p.relay;

import org.jspecify.annotations.NullMarked;
