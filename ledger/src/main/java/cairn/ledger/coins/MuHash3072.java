package cairn.ledger.coins;

import cairn.ledger.SetHash;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.crypto.ChaCha20;
import java.math.BigInteger;

/**
 * A hash of a set of byte strings that does not depend on their order, and from which one can be
 * taken out again: the product of a number for each, modulo a prime of 3072 bits. Not thread-safe.
 *
 * <p>The number of a string is SHA-256 of it, expanded by ChaCha20. Core's MuHash3072 is the only
 * specification.
 */
public final class MuHash3072 {
  /** How many bytes a {@link #quotient} has. */
  public static final int LENGTH = Num3072.LENGTH;

  private final Num3072 added = new Num3072();
  private final Num3072 removed = new Num3072();

  private final Sha256 sha256 = new Sha256();
  private final ChaCha20 chacha20 = new ChaCha20();
  private final byte[] expanded = new byte[Num3072.LENGTH];
  private final Num3072 element = new Num3072();

  /**
   * The hash of the set that was another's.
   *
   * @param quotient of the other one
   */
  public static MuHash3072 of(Bytes quotient) {
    var hash = new MuHash3072();
    hash.added.set(quotient.toArray());
    return hash;
  }

  /** Puts in {@code string}. */
  public void add(Bytes string) {
    added.multiply(number(string));
  }

  /** Takes out {@code string}; it may also be put in afterwards. */
  public void remove(Bytes string) {
    removed.multiply(number(string));
  }

  /** Puts in what {@code other} holds, and takes out what was taken out of it. */
  public void combine(MuHash3072 other) {
    added.multiply(other.added);
    removed.multiply(other.removed);
  }

  private Num3072 number(Bytes string) {
    chacha20.expand(sha256.update(string).finish(), expanded);
    element.set(expanded);
    return element;
  }

  /** The hash of the set as it is now. */
  public SetHash hash() {
    return new SetHash(sha256.update(quotient()).finish());
  }

  /** The number of the set as it is now, the least significant byte first. */
  public Bytes quotient() {
    return Bytes.wrap(
        littleEndian(
            added
                .toNumber()
                .multiply(removed.toNumber().modInverse(Num3072.PRIME))
                .mod(Num3072.PRIME)));
  }

  private static byte[] littleEndian(BigInteger number) {
    var bigEndian = number.toByteArray(); // with a sign bit, and no more than it needs
    var bytes = new byte[Num3072.LENGTH];
    for (int i = 0; i < Math.min(bytes.length, bigEndian.length); i++) {
      bytes[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return bytes;
  }
}
