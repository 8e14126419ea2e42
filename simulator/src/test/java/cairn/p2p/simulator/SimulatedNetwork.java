package cairn.p2p.simulator;

import cairn.p2p.peer.Call;
import cairn.p2p.peer.Target;
import cairn.p2p.simulator.End.Line;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageCodec;
import cairn.primitives.Bytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between actors: as long as the sender's line, the way and some chance take, in
 * their order on each connection.
 */
final class SimulatedNetwork {
  /** Magic, command, length and checksum. */
  private static final int HEADER = 24;

  private static final long LEAST_LATENCY = 5_000;
  private static final long LATENCY_BY_DISTANCE = 150_000;
  private static final double LATENCY_SPREAD = 0.3;
  private static final double JITTER = 2_000;

  /** How long it takes to find out that there is nobody at an address. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** What a node keeps for a peer before it says that there is no room. */
  private static final int SEND_BUFFER = 1_000_000;

  private static final int FIRST_CALLER_PORT = 32_768;

  private final SimulatedTime time;
  private final SplittableRandom random;
  private final Trace trace;
  private final Map<Endpoint, Actor> listening = new HashMap<>();
  private long lines;
  private boolean isParted;

  private @Nullable Message lastMessage;
  private Bytes lastPayload = Bytes.EMPTY;

  SimulatedNetwork(SimulatedTime time, SplittableRandom random, Trace trace) {
    this.time = time;
    this.random = random;
    this.trace = trace;
  }

  /** From now on, others can connect to it. */
  void listen(Actor actor) {
    listening.put(actor.site().endpoint(), actor);
  }

  /** From now on, nobody can. */
  void stopListening(Actor actor) {
    listening.remove(actor.site().endpoint(), actor);
  }

  /** Nothing goes from one {@link Site#side} to another, until {@link #heal}. */
  void part() {
    isParted = true;
  }

  void heal() {
    isParted = false;
  }

  private boolean isCut(Actor one, Actor other) {
    return isParted && one.site().side != other.site().side;
  }

  /** Tries to open a connection for {@code from}. */
  void connect(Actor from, Call call) {
    var target = call.target() instanceof Target.Node(var endpoint) ? endpoint : null;
    var to = target == null ? null : listening.get(target);
    if (to == null || isCut(from, to)) {
      time.after(CONNECT_TIMEOUT, () -> fail(from, call, "timed out"));
      return;
    }
    long latency = latency(from.site(), to.site());
    var port = FIRST_CALLER_PORT + (int) (lines % FIRST_CALLER_PORT);
    var callerPort = new Endpoint(from.site().endpoint().address(), port);
    var line = new Line(lines++, latency, from, callerPort, to);
    time.at(time.micros() + latency, () -> arrive(line, call));
  }

  private static void fail(Actor from, Call call, String reason) {
    if (from.isUp()) {
      from.failed(call, reason);
    }
  }

  private void arrive(Line line, Call call) {
    var from = line.caller.owner();
    var to = line.called.owner();
    if (isCut(from, to)) {
      time.after(CONNECT_TIMEOUT, () -> fail(from, call, "timed out"));
      return;
    }
    if (!to.isUp()) {
      time.at(time.micros() + line.latency, () -> fail(from, call, "connection refused"));
      return;
    }
    time.at(time.micros() + line.latency, () -> answer(line, call));
    trace.opened(time.micros(), line.called);
    to.arrived(line.called);
  }

  private void answer(Line line, Call call) {
    var from = line.caller.owner();
    if (from.isUp()) {
      trace.opened(time.micros(), line.caller);
      from.opened(line.caller, call);
    } else {
      line.caller.isOpen = false;
      tellClosed(line.caller);
    }
  }

  private long latency(Site one, Site other) {
    double way = LEAST_LATENCY + LATENCY_BY_DISTANCE * one.distance(other);
    return Math.round(way * Math.exp(LATENCY_SPREAD * random.nextGaussian()));
  }

  /** Sends a message, if the connection stands. */
  void send(End from, Message message) {
    if (!from.isOpen) {
      return;
    }
    if (message instanceof Ping(var nonce) && nonce.isPresent()) {
      from.lastSent = time.micros();
      time.at(time.micros() + 2 * from.link().latency, () -> echo(from, nonce.getAsLong()));
      return;
    }
    var payload = encode(message);
    var site = from.owner().site();
    long now = time.micros();
    site.busyUntil = Math.max(site.busyUntil, now) + site.sending(HEADER + payload.length());
    from.left = site.busyUntil;
    from.lastSent = now;
    long jitter = Math.round(-Math.log1p(-random.nextDouble()) * JITTER);
    from.arrival = Math.max(from.arrival, from.left + from.link().latency + jitter);
    var to = from.other();
    time.at(from.arrival, () -> deliver(to, message, payload));
  }

  @SuppressWarnings("ReferenceEquality") // it is compared faster than by what it holds
  private Bytes encode(Message message) {
    if (message != lastMessage) {
      lastPayload = MessageCodec.encode(message);
      lastMessage = message; // many a one goes to several peers
    }
    return lastPayload;
  }

  private void deliver(End to, Message message, Bytes payload) {
    var line = to.link();
    if (isCut(line.caller.owner(), line.called.owner())) {
      line.isBroken = true;
    }
    if (line.isBroken) {
      return;
    }
    if (!to.isOpen) {
      return; // whoever has sent it is about to hear so
    }
    to.lastReceived = time.micros();
    trace.delivered(time.micros(), to, message.command(), payload);
    to.owner().received(to, message);
  }

  /** Answers a ping in the other's place, if it would: they are a third of all messages. */
  private void echo(End from, long nonce) {
    var to = from.other();
    var line = from.link();
    if (isCut(from.owner(), to.owner())) {
      line.isBroken = true;
    }
    if (line.isBroken || !from.isOpen || !to.isOpen) {
      return;
    }
    to.lastReceived = time.micros();
    to.lastSent = time.micros();
    from.lastReceived = time.micros();
    var pong = Pong.of(nonce);
    trace.delivered(time.micros(), from, pong.command(), encode(pong));
    from.owner().received(from, pong);
  }

  /** Whether so much is on its way out that nothing more should be begun. */
  boolean isFull(End end) {
    return untilRoom(end) > 0;
  }

  /** Whether so much is on its way out of a site that one of its connections may be full. */
  boolean isBusy(Site site) {
    return site.busyUntil - time.micros() > site.sending(SEND_BUFFER);
  }

  /** In how many microseconds there is room again. */
  long untilRoom(End end) {
    return end.left - time.micros() - end.owner().site().sending(SEND_BUFFER);
  }

  /** Closes a connection; its owner is told, too. */
  void close(End end) {
    if (!end.isOpen) {
      return;
    }
    end.isOpen = false;
    trace.closed(time.micros(), end);
    time.at(time.micros(), () -> end.owner().closed(end));
    tellClosed(end);
  }

  /** Has the other end know that this one is closed. */
  private void tellClosed(End closed) {
    var other = closed.other();
    closed.arrival = Math.max(closed.arrival, time.micros() + closed.link().latency);
    time.at(
        closed.arrival,
        () -> {
          if (other.isOpen && !isCut(closed.owner(), other.owner())) {
            other.isOpen = false;
            trace.closed(time.micros(), other);
            other.owner().closed(other);
          }
        });
  }

  /** Breaks a connection, so that whoever waits at the other end hears nothing any more. */
  void vanish(End end) {
    end.isOpen = false;
    end.link().isBroken = true;
  }
}
