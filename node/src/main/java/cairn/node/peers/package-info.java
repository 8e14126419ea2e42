/**
 * Joins the ledger and the peers, which do not know each other: each says in an interface of its
 * own what it needs, and here one is put into the other's words.
 */
@NullMarked
package cairn.node.peers;

import org.jspecify.annotations.NullMarked;
