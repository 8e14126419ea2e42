package cairn.p2p.connections;

import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.KeepaliveMessage;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices peers that have gone quiet, and how long the way to the others is (BIP 31). */
public final class Keepalive implements Machine {
  private static final Logger log = LoggerFactory.getLogger(Keepalive.class);

  private static final Duration EVERY = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** The first version of the protocol in which a ping is answered is the one after this. */
  private static final int LAST_WITHOUT_PONG = 60000;

  /** What a nonce is not, since some take it for none. */
  private static final long NO_NONCE = 0;

  private final Surroundings surroundings;
  private final Duration grace;
  private final Map<Peer, State> states = new HashMap<>();

  /**
   * How long a peer takes to answer.
   *
   * @param last the last time, empty if it never did
   * @param least of all times, likewise
   * @param waiting since when an answer is awaited; empty if none is
   */
  public record Latency(
      Optional<Duration> last, Optional<Duration> least, Optional<Instant> waiting) {
    static final Latency UNKNOWN =
        new Latency(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * @param grace how long after its start a connection is left alone (-peertimeout)
   */
  public Keepalive(Surroundings surroundings, Duration grace) {
    this.surroundings = surroundings;
    this.grace = grace;
  }

  @Override
  public void ready(Peer peer) {
    states.put(peer, new State());
    ping(peer);
  }

  @Override
  public void closed(Peer peer) {
    states.remove(peer);
  }

  /** Pings all peers now, as the operator wants it; those who owe an answer already, once more. */
  public void pingAll() {
    states.keySet().forEach(this::ping);
  }

  public Latency latency(Peer peer) {
    var state = states.get(peer);
    return state == null
        ? Latency.UNKNOWN
        : new Latency(
            Optional.ofNullable(state.last),
            Optional.ofNullable(state.least),
            state.awaited.isPresent() ? Optional.of(state.sent) : Optional.empty());
  }

  /** Takes in a ping or a pong of a peer that is ready. */
  public void received(Peer peer, KeepaliveMessage message) {
    switch (message) {
      case Ping(var nonce) ->
          nonce.ifPresent(number -> {
            if (peer.commonVersion() > LAST_WITHOUT_PONG) {
              surroundings.out().send(peer, Pong.of(number));
            }
          });
      case Pong pong -> {
        var state = states.get(peer);
        if (state != null) {
          pong(peer, state, pong);
        }
      }
    }
  }

  private void ping(Peer peer) {
    var state = states.get(peer);
    if (state == null || peer.isClosed()) {
      return;
    }
    var now = surroundings.clock().instant();
    state.sent = now;
    if (peer.commonVersion() > LAST_WITHOUT_PONG) {
      long nonce = surroundings.random().nextLong();
      nonce = nonce == NO_NONCE ? 1 : nonce;
      state.awaited = OptionalLong.of(nonce);
      surroundings.out().send(peer, Ping.of(nonce));
    } else {
      state.awaited = OptionalLong.empty();
      surroundings.out().send(peer, new Ping(OptionalLong.empty()));
    }
    alarm(peer, state, now.plus(EVERY));
  }

  /** Looks at the peer at {@code due}; of several such alarms only the last one counts. */
  private void alarm(Peer peer, State state, Instant due) {
    if (due.equals(state.due)) {
      return; // as it is when the answer to a ping comes before the next one is due
    }
    state.due = due;
    surroundings
        .alarms()
        .at(
            due,
            () -> {
              if (states.get(peer) == state && due.equals(state.due)) {
                state.due = Instant.MAX;
                woke(peer, state);
              }
            });
  }

  private void woke(Peer peer, State state) {
    var now = surroundings.clock().instant();
    if (state.awaited.isEmpty()) {
      ping(peer);
      return;
    }
    var end = latest(state.sent.plus(PATIENCE), peer.openedAt().plus(grace));
    if (now.isBefore(end)) {
      alarm(peer, state, end);
    } else {
      surroundings
          .discipline()
          .giveUp(
              peer,
              "ping timeout: %fs".formatted(Duration.between(state.sent, now).toMillis() / 1000.0));
    }
  }

  private void pong(Peer peer, State state, Pong pong) {
    var now = surroundings.clock().instant();
    boolean isAnswer = pong.nonce().isPresent() && pong.nonce().equals(state.awaited);
    boolean isBroken =
        pong.nonce().isEmpty()
            || (state.awaited.isPresent() && pong.nonce().getAsLong() == NO_NONCE);
    if (isAnswer) {
      state.answered(Duration.between(state.sent, now));
    } else {
      log.debug(
          "pong {}: {}, {} expected, {} received, {} bytes",
          peer,
          problem(state, pong),
          Long.toHexString(state.awaited.orElse(NO_NONCE)),
          Long.toHexString(pong.nonce().orElse(NO_NONCE)),
          pong.length());
    }
    if (isAnswer || isBroken) {
      boolean wasAwaited = state.awaited.isPresent();
      state.awaited = OptionalLong.empty();
      if (wasAwaited) {
        alarm(peer, state, latest(now, state.sent.plus(EVERY)));
      }
    }
  }

  private static String problem(State state, Pong pong) {
    if (pong.nonce().isEmpty()) {
      return "Short payload";
    }
    if (state.awaited.isEmpty()) {
      return "Unsolicited pong without ping";
    }
    return pong.nonce().getAsLong() == NO_NONCE ? "Nonce zero" : "Nonce mismatch";
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static final class State {
    /** The nonce of the ping that is to be answered. */
    OptionalLong awaited = OptionalLong.empty();

    /** When the last ping was sent. */
    Instant sent = Instant.EPOCH;

    @Nullable Duration last;
    @Nullable Duration least;

    /** When the peer is looked at next. */
    Instant due = Instant.MAX;

    void answered(Duration time) {
      if (time.isNegative()) {
        return; // the clock was set back
      }
      last = time;
      least = least == null || time.compareTo(least) < 0 ? time : least;
    }
  }
}
