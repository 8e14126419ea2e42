/**
 * JSON-RPC: how programs and people drive a node.
 *
 * <p>{@link cairn.rpc.RpcServer} is the front door. What it needs of the node it states in small
 * interfaces, such as {@link cairn.rpc.NodeControl}. A request goes from {@link cairn.rpc.http} to
 * {@link cairn.rpc.call}, which finds the method; each method is a class, in a package for its
 * category, such as {@link cairn.rpc.control}.
 */
@NullMarked
package cairn.rpc;

import org.jspecify.annotations.NullMarked;
