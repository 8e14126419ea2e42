/** Methods about transactions, and how transactions and scripts look as JSON. */
@NullMarked
package cairn.rpc.transactions;

import org.jspecify.annotations.NullMarked;
