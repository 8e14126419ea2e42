package cairn.p2p.connections;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the clocks of others are ahead of this node's. Nothing goes by it; but an operator whose
 * clock is wrong should know, since a block's time is judged by it. As Core's {@code TimeOffsets}.
 *
 * <p>Only peers are asked whom this node has called: the others could be anyone's. For the thread
 * of the peers, but for {@link #warning}.
 */
public final class ClockOffsets {
  private static final Logger log = LoggerFactory.getLogger(ClockOffsets.class);

  private static final int MOST = 50;

  /** Fewer peers tell nothing. */
  private static final int LEAST = 5;

  private static final Duration TOO_FAR = Duration.ofMinutes(10);

  private static final String WARNING =
      "Your computer's date and time appear to be more than "
          + TOO_FAR.toMinutes()
          + " minutes out of sync with the network, this may lead to consensus failure. After"
          + " you've confirmed your computer's clock, this message should no longer appear when you"
          + " restart your node. Without a restart, it should stop showing automatically after"
          + " you've connected to a sufficient number of new outbound peers, which may take some"
          + " time. You can inspect the `timeoffset` field of the `getpeerinfo` and"
          + " `getnetworkinfo` RPC methods to get more info.";

  private final ArrayDeque<Duration> last = new ArrayDeque<>(MOST);
  private volatile boolean isTooFar;

  /** Takes note of how far the clock of a peer is ahead that this node has called. */
  void add(Duration offset) {
    if (last.size() == MOST) {
      last.remove();
    }
    last.add(offset);
    if (log.isDebugEnabled()) {
      log.debug("Added time offset {}, total samples {}", seconds(offset), last.size());
    }
    isTooFar =
        last.stream().anyMatch(ClockOffsets::isTooFar) && isTooFar(median()); // seldom any is
    if (isTooFar) {
      log.warn(WARNING);
    }
  }

  private static boolean isTooFar(Duration offset) {
    return offset.abs().compareTo(TOO_FAR) > 0;
  }

  private static String seconds(Duration offset) {
    return "%+ds".formatted(offset.toSeconds());
  }

  /** The median of the last ones; zero if they are too few. */
  public Duration median() {
    return last.size() < LEAST
        ? Duration.ZERO
        : last.stream().sorted().skip(last.size() / 2).findFirst().orElseThrow();
  }

  /** What the operator should be told, if the clock is likely wrong. For any thread. */
  public Optional<String> warning() {
    return isTooFar ? Optional.of(WARNING) : Optional.empty();
  }
}
