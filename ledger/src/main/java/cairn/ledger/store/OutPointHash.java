package cairn.ledger.store;

import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.util.random.RandomGenerator;

/**
 * Spreads outpoints over the places of a hash table, each time the program runs in another way.
 *
 * <p>Whoever makes a transaction can choose, by trying, some bits of its id. Without a secret they
 * could make thousands of coins that want the same place of every node's table. With this one they
 * cannot tell which ids collide: all 36 bytes go through products of 128 bits with unknown factors.
 * Immutable.
 */
public final class OutPointHash {
  private final long secret0;
  private final long secret1;
  private final long secret2;
  private final long secret3;

  /**
   * @param random gives the secret; unpredictable but in tests
   */
  public OutPointHash(RandomGenerator random) {
    this.secret0 = random.nextLong();
    this.secret1 = random.nextLong();
    this.secret2 = random.nextLong();
    this.secret3 = random.nextLong();
  }

  /** 32 bits, each as good as the other. */
  public int of(OutPoint outpoint) {
    return of(outpoint.txid(), outpoint.index());
  }

  /** The same for the output of {@code txid} at {@code index}. */
  public int of(Txid txid, long index) {
    return of(txid.w0(), txid.w1(), txid.w2(), txid.w3(), index);
  }

  /** The same for the txid whose words these are. */
  public int of(long w0, long w1, long w2, long w3, long index) {
    long front = product(w0 ^ secret0, w1 ^ secret1);
    long back = product(w2 ^ secret2, (w3 ^ secret3) + index);
    return (int) ((front + back) >>> 32);
  }

  /** Both halves of the 128-bit product, one laid over the other. */
  private static long product(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }
}
