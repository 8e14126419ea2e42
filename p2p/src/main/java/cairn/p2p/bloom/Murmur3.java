package cairn.p2p.bloom;

import cairn.primitives.Bytes;

/** MurmurHash3, in its variant of 32 bits for x86: quick, and foreseeable to everyone. */
public final class Murmur3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private Murmur3() {}

  /** The hash of {@code bytes}, all 32 bits without a sign. */
  public static int hash(int seed, Bytes bytes) {
    int hash = seed;
    int end = bytes.length() & ~3;
    for (int at = 0; at < end; at += 4) {
      hash ^= scramble(word(bytes, at, 4));
      hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
    }
    hash ^= scramble(word(bytes, end, bytes.length() - end));
    hash ^= bytes.length();
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    return hash ^ (hash >>> 16);
  }

  private static int scramble(int word) {
    return Integer.rotateLeft(word * C1, 15) * C2;
  }

  /** The {@code count} bytes from {@code at} on, the first the least significant. */
  private static int word(Bytes bytes, int at, int count) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= bytes.unsigned(at + i) << (Byte.SIZE * i);
    }
    return word;
  }
}
