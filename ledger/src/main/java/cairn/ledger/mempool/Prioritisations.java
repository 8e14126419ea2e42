package cairn.ledger.mempool;

import cairn.primitives.Txid;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operator wants added to the fees of transactions, in the pool or not ({@code
 * prioritisetransaction}), in satoshis. Only the operator can make it long. Thread-safe.
 */
final class Prioritisations {
  private final Map<Txid, Long> added = new ConcurrentHashMap<>();

  /** What is added to a transaction's fee, below zero if it is taken away. */
  long of(Txid txid) {
    return added.getOrDefault(txid, 0L);
  }

  /** Adds more; sums beyond what a number holds stay at its bound. */
  void add(Txid txid, long sats) {
    added.merge(txid, sats, Prioritisations::sum);
    added.remove(txid, 0L);
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    boolean overflowed = ((one ^ sum) & (other ^ sum)) < 0;
    return overflowed ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  void forget(Txid txid) {
    added.remove(txid);
  }

  boolean isEmpty() {
    return added.isEmpty();
  }

  Map<Txid, Long> all() {
    return Map.copyOf(added);
  }
}
