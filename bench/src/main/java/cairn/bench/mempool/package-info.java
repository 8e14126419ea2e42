/**
 * How fast a node takes transactions into its mempool. Any node will do that speaks JSON-RPC and
 * the wire protocol as {@code bitcoind} does, so that they can be compared.
 */
@NullMarked
package cairn.bench.mempool;

import org.jspecify.annotations.NullMarked;
