package cairn.p2p.gossip;

import cairn.p2p.Blockchain;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells peers where this node is: when they come, and about once a day. */
final class Introductions {
  private static final Logger log = LoggerFactory.getLogger(Introductions.class);

  private static final Duration EVERY = Duration.ofHours(24);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final Blockchain chain;
  private final LocalAddresses local;
  private final RandomTimes times;
  private final Predicate<GossipState> isCurrent;
  private final BiConsumer<GossipState, Instant> schedule;

  /**
   * @param isCurrent whether the peer is still there
   * @param schedule has a peer told what is waiting for it since some time
   */
  Introductions(
      Surroundings surroundings,
      Blockchain chain,
      LocalAddresses local,
      RandomTimes times,
      Predicate<GossipState> isCurrent,
      BiConsumer<GossipState, Instant> schedule) {
    this.surroundings = surroundings;
    this.chain = chain;
    this.local = local;
    this.times = times;
    this.isCurrent = isCurrent;
    this.schedule = schedule;
  }

  /** Introduces this node to a peer that is ready, now and from now on. */
  void begin(GossipState state) {
    introduce(state, surroundings.clock().instant());
  }

  /**
   * Introduces this node.
   *
   * @param due when that was to be; it may be long ago, if the clock was set
   */
  private void introduce(GossipState state, Instant due) {
    if (!isCurrent.test(state)) {
      return;
    }
    var now = surroundings.clock().instant();
    boolean tooEarly = chain.isInitialBlockDownload(); // whoever called could not be served
    var next = tooEarly ? now.plus(LOOK_EVERY) : times.after(now, EVERY);
    surroundings.alarms().at(next, () -> introduce(state, next));
    if (!tooEarly) {
      boolean isFirst = !state.introduced;
      state.introduced = true;
      local
          .bestFor(state.peer())
          .ifPresent(endpoint -> {
            log.debug("Advertising address {} to {}", endpoint, state.peer());
            var self = new PeerAddress(now.getEpochSecond(), state.peer().ourServices(), endpoint);
            tell(state, self, isFirst, due);
          });
    }
  }

  private void tell(GossipState state, PeerAddress self, boolean isFirst, Instant due) {
    if (!isFirst) {
      // A peer that has been there for long is to be told again of what it knew then.
      state.forgetKnown();
      state.tell(self);
      schedule.accept(state, due);
    } else if (state.takes(self)) {
      // Alone: among many, it might be beyond what the peer is willing to hear of at first.
      surroundings.out().send(state.peer(), state.message(List.of(self)));
    }
  }
}
