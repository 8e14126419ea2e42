package cairn.p2p.compact;

import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a compact block lacks in the plainest way there is. */
final class SlowTwin {
  private SlowTwin() {}

  /** The missing positions; null if two short ids are equal. */
  static @Nullable List<Integer> missing(
      CmpctBlock compact,
      List<Transaction> source,
      List<Transaction> extra,
      ToLongFunction<Wtxid> shortener) {
    var ids =
        IntStream.range(0, compact.shortIds().size()).mapToObj(compact.shortIds()::get).toList();
    if (new HashSet<>(ids).size() < ids.size()) {
      return null;
    }
    // For each short id, all that have it, as far as anyone looked.
    var candidates = Stream.<Set<Wtxid>>generate(HashSet::new).limit(ids.size()).toList();
    look(ids, candidates, source, shortener);
    look(ids, candidates, extra, shortener);
    var prefilled = prefilled(compact);
    var missing = new ArrayList<Integer>();
    int next = 0;
    for (int place = 0; place < compact.transactionCount(); place++) {
      if (!prefilled.contains(place) && candidates.get(next++).size() != 1) {
        missing.add(place);
      }
    }
    return missing;
  }

  /** Looks at each in turn, and stops after one with which all have been found. */
  private static void look(
      List<Long> ids,
      List<Set<Wtxid>> candidates,
      List<Transaction> transactions,
      ToLongFunction<Wtxid> shortener) {
    for (var transaction : transactions) {
      for (int i = 0; i < ids.size(); i++) {
        if (ids.get(i) == shortener.applyAsLong(transaction.wtxid())) {
          candidates.get(i).add(transaction.wtxid());
        }
      }
      if (candidates.stream().allMatch(each -> each.size() == 1)) {
        return;
      }
    }
  }

  private static Set<Integer> prefilled(CmpctBlock compact) {
    var places = new HashSet<Integer>();
    int next = 0;
    for (var each : compact.prefilled()) {
      places.add(next + each.gap());
      next += each.gap() + 1;
    }
    return places;
  }
}
