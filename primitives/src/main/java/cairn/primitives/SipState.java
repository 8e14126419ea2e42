package cairn.primitives;

/** The four words that SipHash mixes, and the round that mixes them. Not thread-safe. */
final class SipState {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  /** The state before any input. The constants spell "somepseudorandomlygeneratedbytes". */
  SipState(long k0, long k1) {
    v0 = 0x736f6d6570736575L ^ k0;
    v1 = 0x646f72616e646f6dL ^ k1;
    v2 = 0x6c7967656e657261L ^ k0;
    v3 = 0x7465646279746573L ^ k1;
  }

  /** Takes in eight bytes, as a little-endian number, in this many rounds. */
  void compress(long word, int rounds) {
    v3 ^= word;
    mix(rounds);
    v0 ^= word;
  }

  /** Takes in four words at once, in one round. With three zeros, it is the first word alone. */
  void compressJumbo(long d0, long d1, long d2, long d3) {
    v3 ^= d0;
    v0 ^= d1;
    v1 ^= d2;
    v2 ^= d3;
    mix(1);
    v0 ^= d0;
    v1 ^= d1;
    v2 ^= d2;
    v3 ^= d3;
  }

  /** The hash of what has been taken in; the state is of no more use. */
  long finish(long marker, int rounds) {
    v2 ^= marker;
    mix(rounds);
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void mix(int rounds) {
    for (int i = 0; i < rounds; i++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32) + v3;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
