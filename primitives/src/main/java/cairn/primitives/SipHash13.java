package cairn.primitives;

/**
 * A quicker and weaker hash for tables in memory, as Core has it for its coins: SipHash-1-3 without
 * padding, fed with words and with whole digests. Not thread-safe.
 *
 * <p>Only digests that an attacker cannot choose word by word may be fed as such: a digest with
 * three words of zero is the same to it as its first word.
 */
public final class SipHash13 {
  private static final int FINAL_ROUNDS = 3;

  /** "unpadded", so that no hash is one of SipHash-1-3 proper. */
  private static final long FINAL_MARKER = 0x6465646461706e75L;

  private final SipState state;

  public SipHash13(long k0, long k1) {
    state = new SipState(k0, k1);
  }

  /** Feeds a word: eight bytes, read as a little-endian number. */
  public SipHash13 add(long word) {
    state.compress(word, 1);
    return this;
  }

  /** Feeds the 32 bytes of {@code hash}, in wire order. */
  public SipHash13 add(Hash256 hash) {
    state.compressJumbo(
        Long.reverseBytes(hash.w0()),
        Long.reverseBytes(hash.w1()),
        Long.reverseBytes(hash.w2()),
        Long.reverseBytes(hash.w3()));
    return this;
  }

  /** The hash of what has been fed. Ends the use of this object. */
  public long finish() {
    return state.finish(FINAL_MARKER, FINAL_ROUNDS);
  }
}
