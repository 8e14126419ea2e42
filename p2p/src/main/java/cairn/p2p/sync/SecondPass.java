package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The second time that a peer sends the headers of a branch that has enough work: they are compared
 * with the {@link Commitments} to those of the first time, and are believed once so many more agree
 * that whoever had guessed would have failed.
 */
final class SecondPass {
  private final Blockchain chain;
  private final Commitments commitments;
  private final BigInteger required;
  private final int bufferSize;
  private final PackedHeaders buffer;
  private BigInteger work;
  private int height;
  private boolean reached;

  /**
   * @param bufferSize how many headers that agree have to follow one that is believed
   */
  SecondPass(
      Blockchain chain,
      KnownBlock start,
      Commitments commitments,
      BigInteger required,
      int bufferSize) {
    this.chain = chain;
    this.commitments = commitments;
    this.required = required;
    this.bufferSize = bufferSize;
    this.buffer = new PackedHeaders(start.hash(), start.header().bits());
    this.work = start.work();
    this.height = start.height();
  }

  /** Of the last header, or of the start. */
  int height() {
    return height;
  }

  /** The hash of the last header, or of the start. */
  BlockHash last() {
    return buffer.last();
  }

  /** Whether all headers up to the required work have been seen again, and handed out. */
  boolean isComplete() {
    return reached && buffer.size() == 0;
  }

  /** As with {@link FirstPass#add}. */
  Optional<String> add(List<BlockHeader> headers, List<BlockHash> hashes) {
    for (int i = 0; i < headers.size(); i++) {
      var fault = add(headers.get(i), hashes.get(i));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private Optional<String> add(BlockHeader header, BlockHash hash) {
    int next = height + 1;
    if (!header.previous().equals(buffer.last())) {
      return Optional.of("non-continuous headers at height=" + next);
    }
    if (!chain.permitsTransition(next, buffer.lastBits(), header.bits())) {
      return Optional.of("invalid difficulty transition at height=" + next);
    }
    work = work.add(HeaderChecks.work(header));
    reached |= work.compareTo(required) >= 0;
    // Beyond that nothing is compared: the chain may have grown since the first time.
    if (!reached && commitments.covers(next)) {
      if (commitments.size() == 0) {
        return Optional.of("commitment overrun at height=" + next);
      }
      if (!commitments.removeMatching(hash)) {
        return Optional.of("commitment mismatch at height=" + next);
      }
    }
    buffer.add(header, hash);
    height = next;
    return Optional.empty();
  }

  /** Takes out the headers that are to be believed now. */
  List<BlockHeader> believed() {
    int keep = reached ? 0 : bufferSize;
    var headers = new ArrayList<BlockHeader>(Math.max(buffer.size() - keep, 0));
    while (buffer.size() > keep) {
      headers.add(buffer.remove());
    }
    return headers;
  }
}
