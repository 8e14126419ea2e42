package cairn.node.metrics;

import cairn.ledger.Ledger;
import cairn.node.metrics.Health.Facts;
import cairn.node.metrics.Health.Place;
import cairn.node.metrics.Health.Status;
import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkThread;
import cairn.rpc.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a node lives, and whether it is of use to others. Thread-safe. */
final class HealthReport {
  /** A thread that does not answer for so long never will. */
  static final Duration DEAF = Duration.ofMinutes(5);

  private final InstantSource clock;
  private volatile @Nullable Watched watched;

  /**
   * @param clock that nobody sets
   */
  HealthReport(InstantSource clock) {
    this.clock = clock;
  }

  /** What is known once the node has begun. */
  private record Watched(
      Ledger ledger, boolean listening, Health health, Pulse chain, Pulse peers) {
    Facts facts() {
      var tip = ledger.chain().tip();
      var best = ledger.index().bestHeader();
      var state = ledger.state();
      var age = Duration.ofSeconds(ledger.config().clock().instant().getEpochSecond() - tip.time());
      return new Facts(
          new Place(tip.hash(), best.hash()),
          tip.height(),
          best.height(),
          state.isInitialBlockDownload() || state.isImporting() || state.isReindexing(),
          age);
    }

    synchronized Status judge(Facts facts, Instant now) {
      return health.judge(facts, now);
    }

    synchronized Instant since() {
      return health.since();
    }
  }

  /**
   * Looks at a node from now on.
   *
   * @param listening whether other nodes can connect to it
   */
  void watch(Ledger ledger, NetworkThread network, boolean listening) {
    boolean isPublic = !ledger.config().network().peers().dnsSeeds().isEmpty();
    watched =
        new Watched(
            ledger,
            listening,
            new Health(isPublic),
            new Pulse(() -> ledger.commands().submitHeaders(List.of(), true)),
            new Pulse(() -> network.ask(NetworkControl::now)));
  }

  /** How the node is. */
  Status status() {
    var node = watched;
    return node == null ? Status.STARTING : node.judge(node.facts(), clock.instant());
  }

  /** Whether it is worth asking: the chain is whole, and moves on. */
  Answer readiness() {
    var node = watched;
    if (node == null) {
      return starting(false);
    }
    var facts = node.facts();
    var status = node.judge(facts, clock.instant());
    var json =
        Json.object()
            .put("status", status.toString())
            .put("listening", node.listening())
            .put("blocks", facts.height())
            .put("headers", facts.headers())
            .put("verificationprogress", progress(node))
            .put("unchanged_seconds", seconds(Duration.between(node.since(), clock.instant())));
    return new Answer(status == Status.READY, json.build());
  }

  private static double progress(Watched node) {
    return node.ledger().state().verificationProgress(node.ledger().chain().tip());
  }

  /** Whether the threads still work that everything depends on. */
  Answer liveness() throws InterruptedException {
    var node = watched;
    if (node == null) {
      return starting(true);
    }
    var chain = node.chain().silence();
    var peers = node.peers().silence();
    var json =
        Json.object()
            .put("status", status().toString())
            .put("chain_silent_seconds", seconds(chain))
            .put("peers_silent_seconds", seconds(peers));
    return new Answer(chain.compareTo(DEAF) < 0 && peers.compareTo(DEAF) < 0, json.build());
  }

  private static Answer starting(boolean good) {
    return new Answer(good, Json.object().put("status", Status.STARTING.toString()).build());
  }

  private static long seconds(Duration duration) {
    return Math.max(0, duration.toSeconds());
  }

  /**
   * What is told.
   *
   * @param good whether all is as it should be
   */
  record Answer(boolean good, Json json) {}
}
