/**
 * A stream of what happens to the chain and the mempool, as server-sent events: for browsers and
 * whatever else speaks HTTP alone. Nothing is missing from it, be it that the reader was away or
 * the node.
 *
 * <p>{@link cairn.rpc.events.LedgerEvents} is told by the chain thread, and writes each event to
 * the {@link cairn.rpc.events.EventLog} on disk; each {@link cairn.rpc.events.EventReader} reads
 * there at its own pace.
 */
@NullMarked
package cairn.rpc.events;

import org.jspecify.annotations.NullMarked;
