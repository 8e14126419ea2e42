/**
 * What the ledger keeps on disk: the header index and the coins in RocksDB, and the lock on a
 * directory that keeps a second process out.
 *
 * <p>Nothing here knows a rule. Whatever cannot be read or written is a {@link
 * cairn.ledger.store.StorageException}, whose message is one sentence or two that can be shown to
 * the operator as it is. Start with {@link cairn.ledger.store.HeaderStore}; RocksDB itself is met
 * in this package alone.
 */
@NullMarked
package cairn.ledger.store;

import org.jspecify.annotations.NullMarked;
