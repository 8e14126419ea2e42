package cairn.ledger.chain;

import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.headers.Validity;
import cairn.primitives.BlockHash;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which block should be the tip: the one with the most work behind it, among those that are stored
 * with all before them and are not known to be invalid; of several with as much, the one that was
 * stored first. Belongs to the chain thread.
 */
final class ForkChoice {
  /** Blocks that were in the chain when the program last ran come before others of equal work. */
  private static final int SEQUENCE_OF_STORED_CHAIN = 0;

  private static final int SEQUENCE_OF_STORED = 1;

  /** The better of two is the greater. */
  private static final Comparator<HeaderEntry> BETTER =
      ((Comparator<HeaderEntry>) HeaderEntry::compareWork)
          .thenComparing(Comparator.comparingInt(HeaderEntry::sequence).reversed())
          .thenComparing(HeaderEntry::hash, ForkChoice::compareHashes);

  private final TreeSet<HeaderEntry> candidates = new TreeSet<>(BETTER);

  /** Blocks that are stored, by the block before them, some block before which is not. */
  private final Map<HeaderEntry, List<HeaderEntry>> waiting = new HashMap<>();

  /** Counts up whenever another block than before may be the best. */
  private int revision;

  private int nextSequence = SEQUENCE_OF_STORED + 1;
  private int nextPreciousSequence = -1;

  /** All others must build on this block, if it is not null: the coins are taken on trust there. */
  private @Nullable HeaderEntry trusted;

  /** What {@link #precious} was last asked for stands above all until there is more work. */
  private BigInteger preciousWork = BigInteger.ZERO;

  /** Takes over what was stored when the program last ran. */
  void restore(HeaderTree tree, Chain chain) {
    tree.forEach(entry -> {
      if (chain.contains(entry)) {
        entry.setSequence(SEQUENCE_OF_STORED_CHAIN);
      } else {
        entry.setSequence(SEQUENCE_OF_STORED);
      }
    });
    var byHeight = new ArrayList<HeaderEntry>(tree.size());
    tree.forEach(byHeight::add);
    byHeight.sort(Comparator.comparingInt(HeaderEntry::height));
    for (var entry : byHeight) {
      if (entry.transactionCount() > 0) {
        link(entry, chain.tip());
      }
    }
  }

  /**
   * The coins after {@code base} were loaded. The chain cannot go back behind it, as the blocks
   * before it need not be there.
   *
   * @param chain the active one from now on
   * @param transactions how many there are up to that block
   */
  void trust(HeaderTree tree, Chain chain, HeaderEntry base, long transactions) {
    trusted = base;
    base.countChainTransactions(transactions);
    linkAll(new ArrayDeque<>(waitingFor(base)), chain.tip());
    candidates.clear();
    for (int height = base.height(); height <= chain.height(); height++) {
      Objects.requireNonNull(chain.at(height)).setSequence(SEQUENCE_OF_STORED_CHAIN);
    }
    reconsider(tree, chain.tip());
  }

  /** All blocks that lead to what was {@link #trust}ed are here, and it was right to. */
  void trustIsEarned(HeaderTree tree, HeaderEntry tip) {
    trusted = null;
    reconsider(tree, tip);
  }

  /**
   * Notes that a block has been stored for the first time.
   *
   * @param tip of the active chain
   */
  void stored(HeaderEntry block, HeaderEntry tip) {
    linkAll(new ArrayDeque<>(List.of(block)), tip);
  }

  private void linkAll(Deque<HeaderEntry> ready, HeaderEntry tip) {
    while (!ready.isEmpty()) {
      var entry = ready.removeFirst();
      candidates.remove(entry); // which finds nothing in its place once that has changed
      entry.setSequence(nextSequence++);
      if (link(entry, tip)) {
        ready.addAll(waitingFor(entry));
      }
    }
  }

  /** Counts the transactions up to a block if all before it have been seen; else lets it wait. */
  private boolean link(HeaderEntry block, HeaderEntry tip) {
    var previous = block.previous();
    if (previous != null && previous.chainTransactionCount() == 0) {
      waiting.computeIfAbsent(previous, _ -> new ArrayList<>()).add(block);
      return false;
    }
    long before = previous == null ? 0 : previous.chainTransactionCount();
    block.countChainTransactions(before + block.transactionCount());
    consider(block, tip);
    return true;
  }

  private List<HeaderEntry> waitingFor(HeaderEntry block) {
    var waiters = waiting.remove(block);
    return waiters == null ? List.of() : waiters;
  }

  /** Makes a block a candidate if it could be the tip. */
  private void consider(HeaderEntry block, HeaderEntry tip) {
    boolean eligible =
        block.isValid(Validity.TRANSACTIONS)
            && block.chainTransactionCount() > 0
            && block.hasData()
            && (trusted == null || trusted.isAncestorOf(block));
    if ((eligible || block.height() == 0) && BETTER.compare(block, tip) >= 0) {
      candidates.add(block);
      revision++;
    }
  }

  /**
   * Changes whenever another block than before may be the {@link #best}, but that the chain went to
   * it, or that what was the best turned out to be invalid.
   */
  int revision() {
    return revision;
  }

  /**
   * The block that should be the tip.
   *
   * @param chain the active one, whose own tip is the answer if nothing is better
   */
  HeaderEntry best(Chain chain) {
    while (!candidates.isEmpty()) {
      var candidate = candidates.last();
      if (BETTER.compare(candidate, chain.tip()) <= 0) {
        break;
      }
      var obstacle = obstacle(candidate, chain);
      if (obstacle == null) {
        return candidate;
      }
      dropDownTo(candidate, obstacle);
    }
    return chain.tip();
  }

  /** The lowest block on the way to {@code candidate} that is invalid or no longer stored. */
  private static @Nullable HeaderEntry obstacle(HeaderEntry candidate, Chain chain) {
    HeaderEntry obstacle = null;
    var entry = candidate;
    while (entry != null && !chain.contains(entry)) {
      if (entry.isFailed() || !entry.hasData()) {
        obstacle = entry;
      }
      entry = entry.previous();
    }
    return obstacle;
  }

  /** Removes the branch from its tip down; what only lacks data waits for it again. */
  private void dropDownTo(HeaderEntry tip, HeaderEntry obstacle) {
    boolean missing = !obstacle.isFailed();
    for (var entry = tip; entry != null && entry != obstacle; entry = entry.previous()) {
      candidates.remove(entry);
      var previous = entry.previous();
      if (missing && previous != null) {
        var waiters = waiting.computeIfAbsent(previous, _ -> new ArrayList<>());
        if (!waiters.contains(entry)) {
          waiters.add(entry);
        }
      }
    }
    candidates.remove(obstacle);
  }

  /** Forgets the candidates that are worse than the tip, which has become better. */
  void tipImproved(HeaderEntry tip) {
    candidates.headSet(tip, false).clear();
  }

  /** Looks through all blocks anew: the tip has become worse, or blocks have been forgiven. */
  void reconsider(HeaderTree tree, HeaderEntry tip) {
    candidates.clear();
    revision++;
    tree.forEach(entry -> consider(entry, tip));
  }

  /**
   * Prefers a block to all others with as much work, as if it had been stored first.
   *
   * @param tip of the active chain
   * @return whether that changes anything: the block has as much work as the tip
   */
  boolean precious(HeaderEntry block, HeaderEntry tip) {
    if (block.compareWork(tip) < 0) {
      return false;
    }
    if (tip.work().compareTo(preciousWork) > 0) {
      nextPreciousSequence = -1; // the chain has grown since the last call
    }
    preciousWork = tip.work();
    candidates.remove(block);
    block.setSequence(nextPreciousSequence);
    if (nextPreciousSequence > Integer.MIN_VALUE) {
      nextPreciousSequence--;
    }
    consider(block, tip);
    return true;
  }

  private static int compareHashes(BlockHash a, BlockHash b) {
    return a.bytes().compareTo(b.bytes());
  }
}
