package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which blocks a peer has, as far as that can be told from what it said and was told. */
final class PeerChain {
  private @Nullable KnownBlock best;
  private @Nullable BlockHash lastUnknown;
  private @Nullable KnownBlock bestSent;

  /** The block with the most work that the peer has announced; null if it has announced none. */
  @Nullable KnownBlock best() {
    return best;
  }

  /** Whether the peer has announced a block whose branch carries {@code work} at least. */
  boolean hasWork(BigInteger work) {
    return best != null && best.work().compareTo(work) >= 0;
  }

  /** The peer has announced a block. */
  void announced(BlockHash hash, Blockchain chain) {
    resolve(chain);
    var block = chain.find(hash);
    if (block == null) {
      // The latest of those that are not known is taken for the best.
      lastUnknown = hash;
    } else {
      raise(block);
    }
  }

  /** Looks whether the header of what was announced last has come in since, from whomever. */
  void resolve(Blockchain chain) {
    if (lastUnknown != null) {
      var block = chain.find(lastUnknown);
      if (block != null) {
        lastUnknown = null;
        raise(block);
      }
    }
  }

  private void raise(KnownBlock block) {
    if (best == null || block.work().compareTo(best.work()) >= 0) {
      best = block;
    }
  }

  /** Whether the peer has this header: it announced it, or it was sent it. */
  boolean hasHeader(KnownBlock block) {
    return (best != null && block.isAncestorOf(best))
        || (bestSent != null && block.isAncestorOf(bestSent));
  }

  /** The peer was sent this header, and has those before it. */
  void sent(KnownBlock block) {
    bestSent = block;
  }
}
