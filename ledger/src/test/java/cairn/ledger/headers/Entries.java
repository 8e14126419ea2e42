package cairn.ledger.headers;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import org.jspecify.annotations.Nullable;

/** Entries of headers that nobody mined, for tests. */
final class Entries {
  private Entries() {}

  static HeaderEntry genesis() {
    return next(null, 1_300_000_000, 1);
  }

  /**
   * An entry after {@code previous}.
   *
   * @param nonce tells it from others after the same one
   */
  static HeaderEntry next(@Nullable HeaderEntry previous, long time, long nonce) {
    var before = previous == null ? BlockHash.ZERO : previous.hash();
    var header = new BlockHeader(4, before, MerkleRoot.ZERO, time, 0x207fffff, nonce);
    return new HeaderEntry(header, header.hash(), previous, new Work(0, 2));
  }

  /** So many entries after {@code previous}, each 600 seconds later; the last of them. */
  static HeaderEntry extend(HeaderEntry previous, int count, long nonce) {
    var entry = previous;
    for (int i = 0; i < count; i++) {
      entry = next(entry, entry.time() + 600, nonce);
    }
    return entry;
  }
}
