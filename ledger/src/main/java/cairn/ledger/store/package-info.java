/**
 * What the ledger keeps on disk besides its block files: the header index and the coins, in
 * RocksDB.
 *
 * <p>Nothing here knows a rule. Whatever cannot be read or written is a {@link
 * cairn.ledger.StorageException}, whose message is one sentence or two that can be shown to the
 * operator as it is. Start with {@link cairn.ledger.store.HeaderStore}; RocksDB itself is met in
 * this package alone.
 */
@NullMarked
package cairn.ledger.store;

import org.jspecify.annotations.NullMarked;
