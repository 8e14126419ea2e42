package cairn.p2p.relay;

import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of some transactions spend an output. */
final class SpenderIndex {
  /** Whoever makes the transactions chooses the outputs: see {@link HashOrder}. */
  private static final Comparator<OutPoint> ORDER =
      Comparator.comparing(OutPoint::txid, HashOrder.INSTANCE).thenComparingLong(OutPoint::index);

  private final TreeMap<OutPoint, TreeSet<Wtxid>> spenders = new TreeMap<>(ORDER);

  void add(Transaction transaction) {
    for (var input : transaction.inputs()) {
      spenders
          .computeIfAbsent(input.previousOutput(), _ -> new TreeSet<Wtxid>(HashOrder.INSTANCE))
          .add(transaction.wtxid());
    }
  }

  void remove(Transaction transaction) {
    for (var input : transaction.inputs()) {
      // An invalid transaction may spend an output twice.
      spenders.computeIfPresent(
          input.previousOutput(),
          (_, of) -> {
            of.remove(transaction.wtxid());
            return of.isEmpty() ? null : of;
          });
    }
  }

  /** Those that spend {@code output}, in the order of their hashes; not to be kept. */
  Set<Wtxid> of(OutPoint output) {
    var of = spenders.get(output);
    return of == null ? Set.of() : Collections.unmodifiableSet(of);
  }

  /** How many outputs are spent. */
  int size() {
    return spenders.size();
  }
}
