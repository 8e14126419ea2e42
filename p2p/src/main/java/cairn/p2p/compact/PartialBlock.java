package cairn.p2p.compact;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A block of which some transactions are missing. Immutable.
 *
 * <p>It is made by {@link CompactBlockReconstruction}.
 */
public final class PartialBlock {
  private final BlockHeader header;
  private final BlockHash hash;
  private final List<@Nullable Transaction> transactions;
  private final List<Integer> missing;
  private final int prefilled;
  private final int fromSource;
  private final int fromExtra;

  /**
   * @param transactions in block order; null where one is missing
   */
  PartialBlock(
      BlockHeader header,
      List<@Nullable Transaction> transactions,
      int prefilled,
      int fromSource,
      int fromExtra) {
    this.header = header;
    this.hash = header.hash();
    this.transactions = Collections.unmodifiableList(transactions);
    this.prefilled = prefilled;
    this.fromSource = fromSource;
    this.fromExtra = fromExtra;
    var indexes = new ArrayList<Integer>();
    for (int i = 0; i < transactions.size(); i++) {
      if (transactions.get(i) == null) {
        indexes.add(i);
      }
    }
    this.missing = List.copyOf(indexes);
  }

  /** What came of an attempt to put a block together. */
  public sealed interface Outcome {
    /** Puts the transactions of {@code partial} in their places. */
    record Partial(PartialBlock partial) implements Outcome {}

    record Complete(Block block) implements Outcome {}

    /** The sender did wrong: no honest node sends this. */
    record Invalid(String why) implements Outcome {}

    /**
     * Chance made two transactions look the same, or an attacker one of them; nobody can tell. The
     * whole block must be fetched.
     */
    record Failed(String why) implements Outcome {}
  }

  public BlockHeader header() {
    return header;
  }

  public BlockHash hash() {
    return hash;
  }

  /** Positions in the block of the transactions that are missing, in block order. */
  public List<Integer> missing() {
    return missing;
  }

  public int transactionCount() {
    return transactions.size();
  }

  /** How many transactions the compact block had in full. */
  public int prefilled() {
    return prefilled;
  }

  /** How many transactions were known already, those of {@link #fromExtra()} among them. */
  public int known() {
    return fromSource + fromExtra;
  }

  /** How many transactions were found only among those that did not make it into the mempool. */
  public int fromExtra() {
    return fromExtra;
  }

  /**
   * Puts the block together.
   *
   * @param found the missing transactions, in block order
   * @param mutated whether the transactions are other than those that the header commits to, be it
   *     by their witnesses; the ledger knows
   * @return {@link Outcome.Complete}, {@link Outcome.Invalid} or {@link Outcome.Failed}
   */
  public Outcome fill(List<Transaction> found, Predicate<Block> mutated) {
    if (found.size() != missing.size()) {
      return new Outcome.Invalid(
          found.size() + " transactions where " + missing.size() + " are missing");
    }
    var complete = new ArrayList<Transaction>(transactions.size());
    var next = found.iterator();
    for (var transaction : transactions) {
      complete.add(transaction != null ? transaction : next.next());
    }
    var block = Block.of(header, complete);
    return mutated.test(block)
        ? new Outcome.Failed("mutated, or short ids that collide")
        : new Outcome.Complete(block);
  }
}
