/**
 * How many requests a second a node answers over JSON-RPC. Any node will do that speaks it as
 * {@code bitcoind} does, so that two can be compared.
 */
@NullMarked
package cairn.bench.rpc;

import org.jspecify.annotations.NullMarked;
