package cairn.ledger.blockfiles;

/** How large block files get. */
public enum FileLimits {
  /** Core's: 128 MiB, in steps of 16 MiB. */
  NORMAL(128 << 20, 16 << 20),

  /** {@code -fastprune}, for tests: 64 KiB, in steps of 16 KiB. */
  FAST_PRUNE(64 << 10, 16 << 10);

  private final int maxSize;
  private final int blockChunk;

  FileLimits(int maxSize, int blockChunk) {
    this.maxSize = maxSize;
    this.blockChunk = blockChunk;
  }

  /** Bytes by which a block file grows. */
  int blockChunk() {
    return blockChunk;
  }

  /**
   * Bytes that a file stays below. One that has nothing else in it may hold {@code length} bytes,
   * whatever they are.
   */
  long maxSizeFor(long length) {
    return Math.max(maxSize, length + 1);
  }
}
