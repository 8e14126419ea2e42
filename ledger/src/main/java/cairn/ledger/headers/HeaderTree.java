package cairn.ledger.headers;

import static cairn.ledger.rules.Reject.BAD_PREVBLK;
import static cairn.ledger.rules.Reject.DUPLICATE_INVALID;
import static cairn.ledger.rules.Reject.PREV_BLK_NOT_FOUND;
import static cairn.ledger.rules.Reject.TOO_LITTLE_CHAINWORK;
import static cairn.ledger.rules.Verdict.invalid;

import cairn.genesis.ConsensusParameters;
import cairn.genesis.Network;
import cairn.ledger.ActiveChain;
import cairn.ledger.BlockIndex;
import cairn.ledger.IndexedBlock;
import cairn.ledger.headers.Acceptance.Accepted;
import cairn.ledger.headers.Acceptance.Refused;
import cairn.ledger.rules.HeaderContents;
import cairn.ledger.rules.HeaderInContext;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.PlacedHeader;
import cairn.ledger.rules.Verdict;
import cairn.ledger.rules.Verdict.Invalid;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every header that is known and keeps the rules. It holds the genesis block from the start, and
 * never loses an entry.
 *
 * <p>Only the chain thread may call what changes the tree or an entry. Any thread may look up and
 * walk entries at the same time: it sees a tree that is complete down to the genesis block from
 * whatever entry it holds.
 */
public final class HeaderTree implements BlockIndex {
  private final ConsensusParameters consensus;
  private final HeaderTable entries = new HeaderTable();
  private final HeaderEntry genesis;
  private volatile HeaderEntry best;

  private long lastBits;
  private Work lastProof;

  /** The tree that has nothing but the network's genesis block. */
  public HeaderTree(Network network) {
    this.consensus = network.consensus();
    var header = network.genesis().header();
    this.lastBits = header.bits();
    this.lastProof = proof(lastBits);
    this.genesis = new HeaderEntry(header, network.genesis().hash(), null, lastProof);
    this.best = genesis;
    entries.add(genesis);
  }

  public HeaderEntry genesis() {
    return genesis;
  }

  /** Of several with as much work, the first. */
  @Override
  public HeaderEntry bestHeader() {
    return best;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public @Nullable HeaderEntry find(BlockHash hash) {
    return entries.get(hash);
  }

  /** Hands over every entry, in no order. */
  public void forEach(Consumer<HeaderEntry> action) {
    entries.forEach(action);
  }

  @Override
  public void forEachBlock(Consumer<? super IndexedBlock> action) {
    entries.forEach(action);
  }

  @Override
  public IndexedBlock fork(List<BlockHash> locator, ActiveChain chain) {
    for (var hash : locator) {
      var entry = entries.get(hash);
      if (entry != null && chain.contains(entry)) {
        return entry;
      }
      if (entry != null && chain.tip().isAncestorOf(entry)) {
        return chain.tip();
      }
    }
    return genesis;
  }

  /**
   * Takes in a header if it keeps the rules (Core's AcceptBlockHeader).
   *
   * @param hash of the header
   * @param now what the clock says, in seconds since 1970
   * @param enoughWork whether the branch is known to be worth keeping; where it is not, a header
   *     that breaks no rule is refused as well, and costs no memory
   */
  public Acceptance accept(BlockHeader header, BlockHash hash, long now, boolean enoughWork) {
    var known = entries.get(hash);
    if (known != null) {
      return known.isFailed() && known != genesis
          ? new Refused(
              invalid(DUPLICATE_INVALID, "block " + hash + " was previously marked invalid"))
          : new Accepted(known, false);
    }
    if (HeaderContents.proofOfWork(hash, header.bits(), consensus.proofOfWork())
        instanceof Invalid failure) {
      return new Refused(failure);
    }
    var previous = entries.get(header.previous());
    if (previous == null) {
      return new Refused(invalid(PREV_BLK_NOT_FOUND));
    }
    if (onTopOf(previous, header, now) instanceof Invalid failure) {
      return new Refused(failure);
    }
    return enoughWork
        ? new Accepted(add(header, hash, previous), true)
        : new Refused(invalid(TOO_LITTLE_CHAINWORK));
  }

  private Verdict onTopOf(HeaderEntry previous, BlockHeader header, long now) {
    return previous.isFailed()
        ? invalid(BAD_PREVBLK)
        : HeaderInContext.check(new PlacedHeader(header, new Place(consensus, previous), now));
  }

  /**
   * Puts back a header that was taken in when the program last ran. The one before it comes first,
   * and {@link #chooseBest} after the last.
   *
   * @throws IllegalArgumentException if that one is missing
   */
  public HeaderEntry restore(BlockHeader header, BlockHash hash) {
    var known = entries.get(hash);
    if (known != null) {
      return known;
    }
    var previous = entries.get(header.previous());
    if (previous == null) {
      throw new IllegalArgumentException("no header before " + hash);
    }
    return add(header, hash, previous);
  }

  private HeaderEntry add(BlockHeader header, BlockHash hash, HeaderEntry previous) {
    if (header.bits() != lastBits) {
      lastBits = header.bits();
      lastProof = proof(lastBits);
    }
    var entry = new HeaderEntry(header, hash, previous, lastProof);
    entries.add(entry);
    if (entry.compareWork(best) > 0) {
      best = entry;
    }
    return entry;
  }

  /**
   * Marks a block as invalid, and with it all that build on it.
   *
   * @param tip of the active chain: no other entry with just as much work becomes the best
   * @return the entries that have changed
   */
  public List<HeaderEntry> fail(HeaderEntry block, HeaderEntry tip) {
    var changed = changeFailed(true, block::isAncestorOf);
    if (block.isAncestorOf(best)) {
      chooseBest(tip);
    }
    return changed;
  }

  /**
   * Takes back that a block is invalid, and that the blocks before it and after it are.
   *
   * @param tip of the active chain: no other entry with just as much work becomes the best
   * @return the entries that have changed
   */
  public List<HeaderEntry> forgive(HeaderEntry block, HeaderEntry tip) {
    var changed =
        changeFailed(false, entry -> block.isAncestorOf(entry) || entry.isAncestorOf(block));
    chooseBest(tip);
    return changed;
  }

  private List<HeaderEntry> changeFailed(boolean failed, Predicate<HeaderEntry> which) {
    var changed = new ArrayList<HeaderEntry>();
    entries.forEach(entry -> {
      if (entry.isFailed() != failed && which.test(entry)) {
        entry.setFailed(failed);
        changed.add(entry);
      }
    });
    return changed;
  }

  /**
   * Looks through all entries for the {@link #bestHeader}: they have been {@linkplain #restore put
   * back} with what became of them, so that some are known to be invalid.
   *
   * @param tip of the active chain: no other entry with just as much work becomes the best
   */
  public void chooseBest(HeaderEntry tip) {
    var found = new HeaderEntry[] {tip};
    entries.forEach(entry -> {
      if (!entry.isFailed() && entry.compareWork(found[0]) > 0) {
        found[0] = entry;
      }
    });
    best = found[0];
  }

  private static Work proof(long bits) {
    return Target.fromCompact(bits).map(Target::work).map(Work::of).orElse(Work.NONE);
  }
}
