package cairn.primitives.miniscript;

import cairn.primitives.Bytes;

/**
 * What there is to satisfy an expression with.
 *
 * @param <K> what stands for a public key
 */
public interface Satisfier<K> {
  /** Bytes for the stack. */
  record Answer(Availability availability, Bytes bytes) {
    public static final Answer NO = new Answer(Availability.NO, Bytes.EMPTY);
  }

  /** The key's bytes in the script. */
  Bytes publicKey(K key);

  /** A signature by the key, with its hash type. */
  Answer signature(K key);

  /** 32 bytes of which the hash is {@code hash}. */
  Answer preimage(Fragment hashing, Bytes hash);

  /** Whether the transaction's lock time satisfies {@code after}. */
  boolean isAfter(int lockTime);

  /** Whether the input's sequence satisfies {@code older}. */
  boolean isOlder(int sequence);
}
