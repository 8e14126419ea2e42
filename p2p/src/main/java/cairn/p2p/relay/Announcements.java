package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Wakeup;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes transactions that are new in the pool on to those that tell peers of them, at a rate that
 * peers can follow. Inbound and outbound peers have a backlog each.
 */
final class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  /** Outbound peers, told that much more often, may be told that much more. */
  private static final double OUTBOUND_FACTOR =
      (double) Trickle.INBOUND_INTERVAL.toMillis() / Trickle.OUTBOUND_INTERVAL.toMillis();

  private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);
  private static final int REPORTED_FROM = 100;

  private final Surroundings surroundings;
  private final TransactionPool pool;
  private final RelayPeers peers;
  private final Trickle trickle;
  private final RelayBacklog inbound;
  private final RelayBacklog outbound;
  private final Wakeup wakeup;

  /** When to report next how much waits; null while there is little. */
  private @Nullable Instant report;

  Announcements(
      Surroundings surroundings,
      TransactionPool pool,
      RelayPeers peers,
      Trickle trickle,
      int sendRate) {
    this.surroundings = surroundings;
    this.pool = pool;
    this.peers = peers;
    this.trickle = trickle;
    inbound = new RelayBacklog(sendRate, 1);
    outbound = new RelayBacklog(sendRate, OUTBOUND_FACTOR);
    wakeup = new Wakeup(surroundings.alarms(), this::process);
  }

  /** Has all peers told of a transaction that is in the pool. */
  void announce(Wtxid wtxid) {
    inbound.add(wtxid);
    outbound.add(wtxid);
    process();
  }

  BacklogInfo inbound() {
    return inbound.info();
  }

  BacklogInfo outbound() {
    return outbound.info();
  }

  private void process() {
    var now = surroundings.clock().instant();
    inbound.refill(now);
    outbound.refill(now);
    report(now);
    var toInbound = inbound.isReady() ? inbound.take(pool) : List.<Wtxid>of();
    var toOutbound = outbound.isReady() ? outbound.take(pool) : List.<Wtxid>of();
    if (!toInbound.isEmpty() || !toOutbound.isEmpty()) {
      passOn(toInbound, toOutbound);
    }
    if (inbound.size() + outbound.size() > 0 || report != null) {
      wakeup.at(now.plus(CHECK_INTERVAL));
    }
  }

  private void passOn(List<Wtxid> toInbound, List<Wtxid> toOutbound) {
    boolean anyInbound = false;
    boolean anyOutbound = false;
    for (var peer : peers.all()) {
      if (peer.relays) {
        boolean isInbound = peer.peer.type().isInbound();
        anyInbound |= isInbound;
        anyOutbound |= !isInbound;
        trickle.add(peer, isInbound ? toInbound : toOutbound);
      }
    }
    // Who connects later is not told what came before.
    if (!anyInbound) {
      inbound.clear();
    }
    if (!anyOutbound) {
      outbound.clear();
    }
  }

  private void report(Instant now) {
    if (report == null && Math.max(inbound.size(), outbound.size()) >= REPORTED_FROM) {
      report = now;
    }
    if (report == null || now.isBefore(report)) {
      return;
    }
    log.debug(
        "Transaction rate-limiting backlog inbound={} itok={} isz={} outbound={} otok={} osz={}",
        inbound.size(),
        oneDecimal(inbound.info().countTokens()),
        oneDecimal(inbound.info().byteTokens()),
        outbound.size(),
        oneDecimal(outbound.info().countTokens()),
        oneDecimal(outbound.info().byteTokens()));
    report = inbound.size() + outbound.size() == 0 ? null : now.plus(REPORT_INTERVAL);
  }

  private static String oneDecimal(double value) {
    return String.format("%.1f", value);
  }
}
