/**
 * REST: the chain, the mempool and unspent outputs at addresses of their own, for anyone who can
 * connect, with Bitcoin Core's paths, formats, texts and limits.
 *
 * <p>{@link cairn.rpc.rest.RestServer} has a route for each {@link cairn.rpc.rest.RestPath}. Behind
 * each is a {@link cairn.rpc.rest.Resource}, which makes an {@link cairn.rpc.rest.Answer} of a
 * {@link cairn.rpc.rest.RestRequest}, or says in a {@link cairn.rpc.rest.RestException} why it
 * cannot.
 */
@NullMarked
package cairn.rpc.rest;

import org.jspecify.annotations.NullMarked;
