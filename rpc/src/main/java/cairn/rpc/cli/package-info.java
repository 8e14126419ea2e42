/**
 * {@code ./cairn cli}: calls a node's RPC from the command line, as {@code bitcoin-cli} does.
 *
 * <p>{@link cairn.rpc.cli.RpcClient} is where it begins. It knows JSON, but none of the methods: it
 * works with any node, of any version.
 */
@NullMarked
package cairn.rpc.cli;

import org.jspecify.annotations.NullMarked;
