package cairn.p2p.gossip;

import cairn.p2p.Blockchain;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
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
  private final Wakeup wakeup;

  /** Whoever is to be told first is the first. */
  private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparing(Due::time));

  /** When a peer is to be told; it may be long ago, if the clock was set. */
  private record Due(Instant time, GossipState state) {}

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
    this.wakeup = new Wakeup(surroundings.alarms(), this::proceed);
  }

  /** Introduces this node to a peer that is ready, now and from now on. */
  void begin(GossipState state) {
    introduce(state, surroundings.clock().instant());
  }

  /** The peer has gone. */
  void end(GossipState state) {
    if (state.awaitsIntroduction) {
      waiting.removeIf(due -> due.state == state);
    }
  }

  /** Whether nobody is going to be told. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  private void proceed() {
    var now = surroundings.clock().instant();
    var due = waiting.peek();
    while (due != null && !due.time.isAfter(now)) {
      waiting.remove();
      introduce(due.state, due.time);
      due = waiting.peek();
    }
    if (due != null) {
      wakeup.at(due.time);
    }
  }

  private void introduce(GossipState state, Instant due) {
    if (!isCurrent.test(state)) {
      return;
    }
    var now = surroundings.clock().instant();
    boolean tooEarly = chain.isInitialBlockDownload(); // whoever called could not be served
    var next = tooEarly ? now.plus(LOOK_EVERY) : times.after(now, EVERY);
    state.awaitsIntroduction = true;
    waiting.add(new Due(next, state));
    wakeup.at(next);
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
