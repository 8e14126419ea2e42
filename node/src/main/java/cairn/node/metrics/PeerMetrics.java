package cairn.node.metrics;

import static cairn.node.metrics.Metrics.counter;
import static cairn.node.metrics.Metrics.gauge;

import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkThread;
import cairn.rpc.PeerReport;
import cairn.rpc.TrafficReport;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is to tell of the peers, as of the last time that somebody asked. Thread-safe. */
final class PeerMetrics {
  private static final Logger log = LoggerFactory.getLogger(PeerMetrics.class);
  private static final long PATIENCE_SECONDS = 2;
  private static final List<String> DIRECTIONS = List.of("inbound", "outbound");

  private final PrometheusMeterRegistry registry;
  private final Set<String> commands = new HashSet<>();
  private volatile Snapshot last = Snapshot.NOTHING;
  private volatile @Nullable NetworkThread network;

  PeerMetrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  /** What the peers' thread has told. */
  private record Snapshot(
      Map<String, Integer> peers,
      long sent,
      long received,
      Map<String, Long> sentBy,
      Map<String, Long> receivedBy,
      int orphans,
      int addresses,
      int bans) {
    static final Snapshot NOTHING = new Snapshot(Map.of(), 0, 0, Map.of(), Map.of(), 0, 0, 0);

    /** On that thread. */
    static Snapshot of(NetworkControl control) {
      var peers = new HashMap<String, Integer>();
      for (var peer : control.peers()) {
        peers.merge(key(peer), 1, Integer::sum);
      }
      TrafficReport traffic = control.traffic();
      return new Snapshot(
          peers,
          traffic.sent(),
          traffic.received(),
          traffic.sentBy(),
          traffic.receivedBy(),
          control.orphans().size(),
          control.addresses().counts().total(),
          control.bans().bans(control.now()).size());
    }

    private static String key(PeerReport peer) {
      return key(
          DIRECTIONS.get(peer.facts().type().isInbound() ? 0 : 1), peer.transport().protocol());
    }

    private static String key(String direction, Protocol transport) {
      return direction + " " + transport;
    }

    int peers(String direction, Protocol transport) {
      return peers.getOrDefault(key(direction, transport), 0);
    }
  }

  void watch(NetworkThread thread) {
    network = thread;
    for (var direction : DIRECTIONS) {
      for (var transport : Protocol.values()) {
        gauge(
            registry,
            "cairn_peers",
            "Peers that are connected",
            this,
            each -> each.last.peers(direction, transport),
            "direction",
            direction,
            "transport",
            transport.toString());
      }
    }
    gauge(
        registry,
        "cairn_orphan_transactions",
        "Transactions that spend what is not known",
        this,
        each -> each.last.orphans());
    gauge(
        registry,
        "cairn_known_addresses",
        "Addresses of nodes that are known",
        this,
        each -> each.last.addresses());
    gauge(registry, "cairn_bans", "Addresses that are banned", this, each -> each.last.bans());
    counter(
        registry,
        "cairn_p2p_sent_bytes",
        "What was sent to peers, on the wire",
        this,
        each -> each.last.sent());
    counter(
        registry,
        "cairn_p2p_received_bytes",
        "What peers have sent, on the wire",
        this,
        each -> each.last.received());
  }

  /** Asks how it is now; if there is no answer, what was known stays. */
  synchronized void refresh() {
    var thread = network;
    if (thread == null) {
      return;
    }
    try {
      last = thread.ask(Snapshot::of).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException | ExecutionException | TimeoutException e) {
      log.debug("The peers' thread does not tell how it is: {}", e.toString());
    }
    register(last.sentBy().keySet());
    register(last.receivedBy().keySet());
  }

  /** Messages are counted apart once there has been one. */
  private void register(Set<String> seen) {
    for (var command : seen) {
      if (commands.add(command)) {
        counter(
            registry,
            "cairn_p2p_message_bytes",
            "What was in messages, by message and direction",
            this,
            each -> each.last.sentBy().getOrDefault(command, 0L),
            "message",
            command,
            "direction",
            "sent");
        counter(
            registry,
            "cairn_p2p_message_bytes",
            "What was in messages, by message and direction",
            this,
            each -> each.last.receivedBy().getOrDefault(command, 0L),
            "message",
            command,
            "direction",
            "received");
      }
    }
  }
}
