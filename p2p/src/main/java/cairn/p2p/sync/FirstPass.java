package cairn.p2p.sync;

import cairn.genesis.PeerParameters.HeadersSync;
import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The first time that a peer sends the headers of a branch: work is added up, and of the headers no
 * more is kept than {@link Commitments}.
 */
final class FirstPass {
  /** At most: the median of the last eleven times has to rise by a second each six blocks. */
  private static final int BLOCKS_PER_SECOND = 6;

  private static final Duration MAX_AHEAD = Duration.ofHours(2);
  private static final int MEDIAN_SPAN = 11;

  private final Blockchain chain;
  private final KnownBlock start;
  private final Commitments commitments;
  private final long maxCommitments;

  private BigInteger work;
  private BlockHash last;
  private long lastBits;
  private long lastTime;
  private int height;

  /**
   * @param start what the branch branches off from
   */
  FirstPass(
      Blockchain chain,
      KnownBlock start,
      HeadersSync parameters,
      Instant now,
      RandomGenerator random) {
    this.chain = chain;
    this.start = start;
    this.commitments = new Commitments(parameters, random);
    long seconds = now.plus(MAX_AHEAD).getEpochSecond() - medianTimePast(start);
    this.maxCommitments =
        Math.clamp(BLOCKS_PER_SECOND * seconds, 0, Integer.MAX_VALUE - start.height())
            / parameters.commitmentPeriod();
    this.work = start.work();
    this.last = start.hash();
    this.lastBits = start.header().bits();
    this.lastTime = start.time();
    this.height = start.height();
  }

  KnownBlock start() {
    return start;
  }

  Commitments commitments() {
    return commitments;
  }

  /** What an honest chain can come to by now: this bounds the memory that a peer can take. */
  long maxCommitments() {
    return maxCommitments;
  }

  /** Up to and with the last header. */
  BigInteger work() {
    return work;
  }

  /** Of the last header, or of the start. */
  int height() {
    return height;
  }

  /** Of the last header, or of the start; in seconds since 1970. */
  long time() {
    return lastTime;
  }

  /** The hash of the last header, or of the start. */
  BlockHash last() {
    return last;
  }

  /**
   * Takes in headers that follow each other, and that meet the targets they name.
   *
   * @return what is wrong with them: the branch cannot be followed further then
   */
  Optional<String> add(List<BlockHeader> headers, List<BlockHash> hashes) {
    if (!headers.getFirst().previous().equals(last)) {
      return Optional.of("non-continuous headers at height=" + height);
    }
    for (int i = 0; i < headers.size(); i++) {
      var header = headers.get(i);
      // Work is easier to pretend in few blocks of much than in many of little, so not even here
      // may it grow faster than the rules allow.
      if (!chain.permitsTransition(height + 1, lastBits, header.bits())) {
        return Optional.of("invalid difficulty transition at height=" + (height + 1));
      }
      height++;
      last = hashes.get(i);
      lastBits = header.bits();
      lastTime = header.time();
      if (commitments.covers(height)) {
        commitments.add(last);
        if (commitments.size() > maxCommitments) {
          return Optional.of("exceeded max commitments at height=" + height);
        }
      }
    }
    work = work.add(HeaderChecks.work(headers));
    return Optional.empty();
  }

  private static long medianTimePast(KnownBlock block) {
    int count = Math.min(block.height() + 1, MEDIAN_SPAN);
    var times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = block.ancestor(block.height() - i).time();
    }
    Arrays.sort(times);
    return times[count / 2];
  }
}
