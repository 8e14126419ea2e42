/**
 * Methods about the mempool.
 *
 * <p>What may change is looked at as of one moment, within {@link cairn.ledger.Mempool#reading},
 * and only afterwards made into JSON, as changes wait meanwhile. Start with {@link
 * cairn.rpc.mempool.EntryReport}.
 */
@NullMarked
package cairn.rpc.mempool;

import org.jspecify.annotations.NullMarked;
