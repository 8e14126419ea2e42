/**
 * In which order to mine nodes that need one another: the mathematics of the cluster mempool.
 *
 * <p>A <em>cluster</em> is a set of nodes that hang together by what they need. A
 * <em>linearization</em> is an order of them in which each comes after what it needs. Cut where the
 * rates fall, it gives <em>chunks</em>, each the best that can be mined next; and the chunks, drawn
 * as fees over sizes, give its <em>diagram</em>. The better linearization is that whose diagram is
 * nowhere below the other's, and there is always a best.
 *
 * <p>Start with {@link cairn.ledger.cluster.DependencyGraph} and {@link
 * cairn.ledger.cluster.Linearizer}. Everything here is a function of its arguments, and knows
 * nothing of transactions: a node is a fee, a size, and what it needs. The behaviour is that of
 * Bitcoin Core's cluster_linearize.h and TxGraph.
 */
@NullMarked
package cairn.ledger.cluster;

import org.jspecify.annotations.NullMarked;
