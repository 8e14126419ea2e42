/**
 * A stream of what happens to the chain and the mempool, as server-sent events: for browsers and
 * whatever else speaks HTTP alone.
 *
 * <p>The chain thread tells {@link cairn.rpc.events.EventFeed}, which puts each event into the
 * queue of each reader and waits for nobody.
 */
@NullMarked
package cairn.rpc.events;

import org.jspecify.annotations.NullMarked;
