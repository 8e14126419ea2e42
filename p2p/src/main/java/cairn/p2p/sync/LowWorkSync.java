package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the headers of a branch from a peer that has not shown yet that it has enough work, without
 * storing them: whoever has little work to spend could fill the memory with headers otherwise. The
 * peer sends them twice. The {@link FirstPass} finds out how much work there is; if it is enough,
 * the {@link SecondPass} gets the same headers to be stored.
 */
final class LowWorkSync {
  private static final Logger LOG = LoggerFactory.getLogger(LowWorkSync.class);

  /**
   * What a message of headers has led to.
   *
   * @param accepted whether the headers were those that were to come
   * @param goesOn whether more are to be asked for, from {@link #locator} on
   * @param believed headers that may be stored now
   */
  record Progress(boolean accepted, boolean goesOn, List<BlockHeader> believed) {
    private static final Progress FAILED = new Progress(false, false, List.of());
  }

  private final Peer peer;
  private final Blockchain chain;
  private final BigInteger required;
  private final int bufferSize;
  private final FirstPass first;
  private @Nullable SecondPass second;

  /**
   * @param start what the branch branches off from
   * @param required the work at which its headers may be stored
   */
  LowWorkSync(
      Peer peer,
      Blockchain chain,
      KnownBlock start,
      BigInteger required,
      Surroundings surroundings) {
    var parameters = surroundings.network().peers().headersSync();
    this.peer = peer;
    this.chain = chain;
    this.required = required;
    this.bufferSize = parameters.redownloadBufferSize();
    this.first =
        new FirstPass(
            chain, start, parameters, surroundings.clock().instant(), surroundings.random());
    LOG.debug(
        "Initial headers sync started with {}: height={}, max_commitments={}, min_work={}",
        peer,
        start.height(),
        first.maxCommitments(),
        "%064x".formatted(required));
  }

  /** The height from which the first pass began. */
  int startHeight() {
    return first.start().height();
  }

  /** The height that the first pass has reached. */
  int presyncedHeight() {
    return first.height();
  }

  /** The work that the first pass has found. */
  BigInteger presyncedWork() {
    return first.work();
  }

  /** The time of the last header of the first pass, in seconds since 1970; empty after it. */
  Optional<Long> presyncTime() {
    return second == null ? Optional.of(first.time()) : Optional.empty();
  }

  /** Where the peer is to go on. */
  List<BlockHash> locator() {
    var locator = Locators.of(first.start());
    locator.addFirst(second == null ? first.last() : second.last());
    return locator;
  }

  /**
   * Takes in headers that follow each other, and that meet the targets they name.
   *
   * @param full whether there were as many as a message can have, so that there may be more
   */
  Progress take(List<BlockHeader> headers, List<BlockHash> hashes, boolean full) {
    return second == null
        ? takeFirst(headers, hashes, full)
        : takeSecond(second, headers, hashes, full);
  }

  private Progress takeFirst(List<BlockHeader> headers, List<BlockHash> hashes, boolean full) {
    var fault = first.add(headers, hashes);
    if (fault.isPresent()) {
      return failed(fault.get(), "presync");
    }
    if (first.work().compareTo(required) >= 0) {
      var start = first.start();
      second = new SecondPass(chain, start, first.commitments(), required, bufferSize);
      LOG.debug(
          "Initial headers sync transition with {}: reached sufficient work at height={},"
              + " redownloading from height={}",
          peer,
          first.height(),
          start.height());
    } else if (!full) {
      aborted(incomplete(first.height()), "presync");
    }
    return new Progress(true, full || second != null, List.of());
  }

  private Progress takeSecond(
      SecondPass pass, List<BlockHeader> headers, List<BlockHash> hashes, boolean full) {
    var fault = pass.add(headers, hashes);
    if (fault.isPresent()) {
      return failed(fault.get(), "redownload");
    }
    var believed = pass.believed();
    if (pass.isComplete()) {
      LOG.debug(
          "Initial headers sync complete with {}: releasing all at height={} (redownload phase)",
          peer,
          pass.height());
      return new Progress(true, false, believed);
    }
    if (!full) {
      aborted(incomplete(pass.height()), "redownload");
    }
    return new Progress(true, full, believed);
  }

  private static String incomplete(int height) {
    return "incomplete headers message at height=" + height;
  }

  private Progress failed(String fault, String phase) {
    aborted(fault, phase);
    return Progress.FAILED;
  }

  private void aborted(String why, String phase) {
    LOG.debug("Initial headers sync aborted with {}: {} ({} phase)", peer, why, phase);
  }
}
