/**
 * The node's page: what chain, mempool and peers look like now, in a browser, for anyone who can
 * connect. Nothing can be changed there.
 *
 * <p>{@link cairn.rpc.web.WebServer} hands out the page itself, which is files in this package's
 * resources, and the data that its scripts ask for: each kind is an {@link cairn.rpc.web.Answers}
 * of the {@link cairn.rpc.web.Api}, made of the same definitions as the methods of RPC. What
 * happens meanwhile, the page hears from {@link cairn.rpc.events.EventFeed}. All of that is behind
 * a {@link cairn.rpc.web.Guard} against pages of others. Data that is dear to work out is {@link
 * cairn.rpc.web.Kept}.
 */
@NullMarked
package cairn.rpc.web;

import org.jspecify.annotations.NullMarked;
