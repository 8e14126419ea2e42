/**
 * Calls a node by JSON-RPC: Cairn, Bitcoin Core, or another that answers as they do.
 *
 * <p>Start with {@link cairn.wallet.rpc.NodeClient}.
 */
@NullMarked
package cairn.wallet.rpc;

import org.jspecify.annotations.NullMarked;
