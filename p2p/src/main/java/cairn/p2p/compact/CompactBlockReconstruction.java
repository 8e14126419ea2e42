package cairn.p2p.compact;

import cairn.p2p.compact.PartialBlock.Outcome;
import cairn.p2p.wire.CompactBlockMessage;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transactions that a compact block names among those that are known (Core's {@code
 * PartiallyDownloadedBlock}).
 */
public final class CompactBlockReconstruction {
  /** A block cannot have more: each weighs 40 units at least, and the block no more than 4M. */
  private static final int MAX_TRANSACTIONS = 4_000_000 / 40;

  private final CmpctBlock compact;
  private final ToLongFunction<Wtxid> shortener;
  private final ShortIdTable table;
  private final List<@Nullable Transaction> transactions;

  /** Where in the block the transaction of each short id stands. */
  private final int[] places;

  private final Finding[] findings;
  private int fromSource;
  private int fromExtra;

  /** What is known of a transaction that is named by its short id. */
  private enum Finding {
    NOTHING,
    IN_SOURCE,
    IN_EXTRA,
    /** Two transactions have the short id: it is better to ask than to guess. */
    COLLISION
  }

  private CompactBlockReconstruction(CmpctBlock compact, ToLongFunction<Wtxid> shortener) {
    this.compact = compact;
    this.shortener = shortener;
    this.table = new ShortIdTable(compact.shortIds());
    this.transactions =
        new ArrayList<>(Collections.nCopies(compact.transactionCount(), (Transaction) null));
    this.places = new int[compact.shortIds().size()];
    this.findings = new Finding[places.length];
    Arrays.fill(findings, Finding.NOTHING);
  }

  /**
   * Takes what it can from what is known.
   *
   * @param source where most of them will be
   * @param extra others that were seen lately and did not stay: orphans, refused, replaced
   * @return {@link Outcome.Partial}, {@link Outcome.Invalid} or {@link Outcome.Failed}
   */
  public static Outcome start(
      CmpctBlock compact, TransactionSource source, List<Transaction> extra) {
    return start(compact, source, extra, ShortIdKey.of(compact)::shortId);
  }

  /**
   * As above, with other short ids than those of BIP 152.
   *
   * @param shortener makes them
   */
  static Outcome start(
      CmpctBlock compact,
      TransactionSource source,
      List<Transaction> extra,
      ToLongFunction<Wtxid> shortener) {
    if (compact.header().bits() == 0 || compact.transactionCount() == 0) {
      return new Outcome.Invalid("no header or no transactions");
    }
    if (compact.transactionCount() > MAX_TRANSACTIONS) {
      return new Outcome.Invalid("more transactions than a block can have");
    }
    return new CompactBlockReconstruction(compact, shortener).run(source, extra);
  }

  private Outcome run(TransactionSource source, List<Transaction> extra) {
    var fault = placePrefilled();
    if (fault != null) {
      return fault;
    }
    placeShortIds();
    if (!table.fill()) {
      return new Outcome.Failed("short ids that collide");
    }
    source.scan(wtxid -> take(wtxid, Finding.IN_SOURCE, () -> source.find(wtxid)));
    for (var transaction : extra) {
      if (!take(transaction.wtxid(), Finding.IN_EXTRA, () -> Optional.of(transaction))) {
        break;
      }
    }
    return new Outcome.Partial(
        new PartialBlock(
            compact.header(), transactions, compact.prefilled().size(), fromSource, fromExtra));
  }

  private Outcome.@Nullable Invalid placePrefilled() {
    int place = -1;
    int placed = 0;
    for (var prefilled : compact.prefilled()) {
      if (prefilled.transaction().inputs().isEmpty()
          && prefilled.transaction().outputs().isEmpty()) {
        return new Outcome.Invalid("empty transaction");
      }
      place += prefilled.gap() + 1;
      if (place > CompactBlockMessage.MAX_TRANSACTIONS) {
        return new Outcome.Invalid("index of a prefilled transaction past 65535");
      }
      if (place > places.length + placed) {
        return new Outcome.Invalid("neither a short id nor a transaction before a prefilled one");
      }
      transactions.set(place, prefilled.transaction());
      placed++;
    }
    return null;
  }

  private void placeShortIds() {
    int place = 0;
    for (int i = 0; i < places.length; i++) {
      while (transactions.get(place) != null) {
        place++;
      }
      places[i] = place++;
    }
  }

  /**
   * Takes a transaction if its short id is one of those looked for, and no other one has it.
   *
   * @return whether to go on; once all are found, there is no need to
   */
  private boolean take(Wtxid wtxid, Finding where, Supplier<Optional<Transaction>> transaction) {
    int at = table.find(shortener.applyAsLong(wtxid));
    if (at < 0) {
      return !isComplete();
    }
    var known = transactions.get(places[at]);
    if (known != null) {
      if (!known.wtxid().equals(wtxid)) {
        count(findings[at], -1);
        findings[at] = Finding.COLLISION;
        transactions.set(places[at], null);
      }
    } else if (findings[at] == Finding.NOTHING) {
      transaction
          .get()
          .ifPresent(found -> {
            count(where, 1);
            findings[at] = where;
            transactions.set(places[at], found);
          });
    }
    return !isComplete();
  }

  private void count(Finding where, int change) {
    if (where == Finding.IN_SOURCE) {
      fromSource += change;
    } else {
      fromExtra += change;
    }
  }

  private boolean isComplete() {
    return fromSource + fromExtra == places.length;
  }
}
