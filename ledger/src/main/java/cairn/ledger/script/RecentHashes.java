package cairn.ledger.script;

import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A set of hashes in a fixed number of bytes: once it is full, each new one displaces an old one.
 * Thread-safe. It takes no memory before the first hash comes.
 *
 * <p>The hashes must be made with a secret salt, so that strangers can neither choose nor know
 * them: their bits say where each is kept, and which ones are displaced.
 */
final class RecentHashes {
  /** Parts of the memory, each with a lock of its own. */
  private static final int STRIPES = 64;

  /** Places for hashes that have the same bits; one that finds all of them taken displaces one. */
  private static final int PLACES = 8;

  private static final int WORDS = Hash256.LENGTH / Long.BYTES;
  private static final int BUCKET_BYTES = PLACES * Hash256.LENGTH + 1;
  private static final int MAX_BUCKETS = Integer.MAX_VALUE / (PLACES * WORDS);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int buckets;
  private final Stripe[] stripes;
  private volatile boolean used;

  /**
   * An empty set.
   *
   * @param maxBytes what it may take; less than 16,448 is too little to keep anything
   */
  RecentHashes(long maxBytes) {
    buckets = Math.clamp(maxBytes / (STRIPES * BUCKET_BYTES), 0, MAX_BUCKETS);
    stripes = Stream.generate(() -> new Stripe(buckets)).limit(STRIPES).toArray(Stripe[]::new);
  }

  /** Whether nothing was ever added: quick to tell. */
  boolean isEmpty() {
    return !used;
  }

  boolean contains(Bytes hash) {
    return buckets > 0 && stripe(hash).find(hash, bucket(hash)) >= 0;
  }

  /** Whether the set has it; if so, it will be displaced before others that are still needed. */
  boolean release(Bytes hash) {
    return buckets > 0 && stripe(hash).release(hash, bucket(hash));
  }

  void add(Bytes hash) {
    if (buckets > 0) {
      used = true;
      stripe(hash).add(hash, bucket(hash));
    }
  }

  private Stripe stripe(Bytes hash) {
    return stripes[hash.unsigned(0) % STRIPES];
  }

  private int bucket(Bytes hash) {
    return (int) Math.unsignedMultiplyHigh(word(hash, 1), buckets);
  }

  private static long word(Bytes hash, int index) {
    return (long) LONG.get(hash.backingArray(), hash.backingOffset() + index * Long.BYTES);
  }

  private static final class Stripe {
    private final int buckets;
    private long[] words = {};
    private byte[] spare = {}; // one bit for each place of a bucket: empty, or released

    Stripe(int buckets) {
      this.buckets = buckets;
    }

    synchronized boolean release(Bytes hash, int bucket) {
      int place = find(hash, bucket);
      if (place >= 0) {
        spare[bucket] |= (byte) (1 << place);
      }
      return place >= 0;
    }

    synchronized void add(Bytes hash, int bucket) {
      if (words.length == 0) {
        words = new long[buckets * PLACES * WORDS];
        spare = new byte[buckets];
        Arrays.fill(spare, (byte) -1);
      }
      int place = find(hash, bucket);
      if (place < 0) {
        int free = spare[bucket] & 0xff;
        place =
            free == 0 ? (int) word(hash, 2) & (PLACES - 1) : Integer.numberOfTrailingZeros(free);
        int at = indexOf(bucket, place);
        for (int i = 0; i < WORDS; i++) {
          words[at + i] = word(hash, i);
        }
      }
      spare[bucket] &= (byte) ~(1 << place);
    }

    /** The place of the hash in its bucket; -1 if it has none. */
    synchronized int find(Bytes hash, int bucket) {
      for (int place = 0; place < PLACES && words.length > 0; place++) {
        int at = indexOf(bucket, place);
        if (words[at] == word(hash, 0)
            && words[at + 1] == word(hash, 1)
            && words[at + 2] == word(hash, 2)
            && words[at + 3] == word(hash, 3)) {
          return place;
        }
      }
      return -1;
    }

    private static int indexOf(int bucket, int place) {
      return (bucket * PLACES + place) * WORDS;
    }
  }
}
