package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Names;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the network's DNS seeds for addresses, but only if those that are known do not do: whoever
 * runs a seed learns who asks, and could choose the asker's peers. As Core's {@code
 * ThreadDNSAddressSeed}.
 */
final class DnsSeeding {
  private static final Logger log = LoggerFactory.getLogger(DnsSeeding.class);

  /** That many are asked before it is looked again whether that is enough. */
  private static final int AT_ONCE = 3;

  /** An answer of one seed is not to fill the tables. */
  private static final int MAX_ADDRESSES = 32;

  private static final int MANY_ADDRESSES = 1000;
  private static final Duration WAIT_WITH_FEW = Duration.ofSeconds(11);
  private static final Duration WAIT_WITH_MANY = Duration.ofMinutes(5);
  private static final Duration SEED_NODES_FIRST = Duration.ofSeconds(30);
  private static final ServiceFlags WANTED = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  private static final Duration YOUNGEST = Duration.ofDays(3);
  private static final Duration OLDEST = Duration.ofDays(7);

  /** How far it has come. */
  private enum Stage {
    AFTER_SEED_NODES,
    ASKING,
    WAITING,
    HELD,
    OVER
  }

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final AddressManager addresses;
  private final Names names;
  private final Links links;
  private final Dialler dialler;
  private final AddressFetches fetches;
  private final Queue<String> seeds;
  private final Instant start;
  private Stage stage;
  private boolean isLookingUp;
  private int mayAsk;
  private int found;

  /** How many beats are still to be waited, and how many until it is looked whether to stop. */
  private int wait;

  private int slice;

  DnsSeeding(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      Links links,
      Dialler dialler,
      AddressFetches fetches) {
    this.surroundings = surroundings;
    this.options = options;
    this.addresses = neighbours.addresses();
    this.names = neighbours.names();
    this.links = links;
    this.dialler = dialler;
    this.fetches = fetches;
    this.start = surroundings.clock().instant();
    var shuffled = new ArrayList<>(surroundings.network().peers().dnsSeeds());
    Collections.shuffle(shuffled, Random.from(surroundings.random()));
    this.seeds = new ArrayDeque<>(shuffled);
    this.stage = options.seeds().dns() ? Stage.AFTER_SEED_NODES : Stage.OVER;
  }

  void begin() {
    if (stage == Stage.OVER) {
      log.info("DNS seeding disabled");
    } else if (options.seeds().nodes().isEmpty()) {
      begin(0);
    } else {
      log.info(
          "-seednode enabled. Trying the provided seeds for {} seconds before defaulting to the"
              + " dnsseeds.",
          SEED_NODES_FIRST.toSeconds());
    }
  }

  void beat() {
    switch (stage) {
      case AFTER_SEED_NODES -> awaitSeedNodes();
      case ASKING -> ask();
      case WAITING -> await();
      case HELD -> {
        if (dialler.isActive()) {
          stage = Stage.ASKING;
          ask();
        }
      }
      case OVER -> {}
    }
  }

  private void awaitSeedNodes() {
    if (surroundings.clock().instant().isAfter(start.plus(SEED_NODES_FIRST))) {
      log.info(
          "Couldn't connect to enough peers via seed nodes. Handing fetch logic to the DNS seeds.");
      begin(peers());
    } else if (peers() >= AddressFetches.ENOUGH_PEERS) {
      log.info("P2P peers available. Finished fetching data from seed nodes.");
      begin(peers());
    }
  }

  /** How many peers there are that tell of addresses by themselves. */
  private int peers() {
    return links.ready(ConnectionType.OUTBOUND_FULL_RELAY);
  }

  private void begin(int peers) {
    boolean all = options.seeds().forceDns() || addresses.counts().total() == 0;
    mayAsk = all ? seeds.size() : 0;
    if (peers >= AddressFetches.ENOUGH_PEERS && mayAsk == 0) {
      log.info("Skipping DNS seeds. Enough peers have been found");
      stage = Stage.OVER;
    } else {
      stage = Stage.ASKING;
      ask();
    }
  }

  /** Asks the next seeds, as many as may be. */
  private void ask() {
    while (stage == Stage.ASKING && !isLookingUp) {
      if (seeds.isEmpty()) {
        log.info("{} addresses found from DNS seeds", found);
        stage = Stage.OVER;
      } else if (mayAsk == 0) {
        mayAsk = AT_ONCE;
        int known = addresses.counts().total();
        if (known > 0) {
          beginToWait(known >= MANY_ADDRESSES ? WAIT_WITH_MANY : WAIT_WITH_FEW);
        }
      } else if (!dialler.isActive()) {
        log.info("Waiting for network to be reactivated before querying DNS seeds.");
        stage = Stage.HELD;
      } else {
        mayAsk--;
        ask(seeds.remove());
      }
    }
  }

  private void beginToWait(Duration time) {
    log.info("Waiting {} seconds before querying DNS seeds.", time.toSeconds());
    wait = beats(time);
    slice = beats(WAIT_WITH_FEW);
    stage = Stage.WAITING;
  }

  private void await() {
    wait--;
    slice--;
    if (wait > 0 && slice > 0) {
      return;
    }
    slice = beats(WAIT_WITH_FEW);
    if (peers() >= AddressFetches.ENOUGH_PEERS) {
      if (found > 0) {
        log.info("{} addresses found from DNS seeds", found);
      }
      log.info("P2P peers available. {} DNS seeding.", found > 0 ? "Finished" : "Skipped");
      stage = Stage.OVER;
    } else if (wait == 0) {
      stage = Stage.ASKING;
      ask();
    }
  }

  private static int beats(Duration time) {
    return (int) time.dividedBy(Connections.BEAT);
  }

  private void ask(String seed) {
    log.info("Loading addresses from DNS seed {}", seed);
    if (options.means().nameProxy()) {
      fetches.add(seed); // the proxy could look up one address of a name, but not all
      return;
    }
    var host = "x%x.%s".formatted(WANTED.bits(), seed);
    isLookingUp = true;
    names.lookUp(
        host,
        MAX_ADDRESSES,
        answer -> {
          isLookingUp = false;
          if (answer.isEmpty()) {
            fetches.add(seed); // it may not know of services
          } else {
            learn(host, answer);
          }
        });
  }

  private void learn(String host, List<NetworkAddress> answer) {
    var now = surroundings.clock().instant();
    int port = surroundings.network().peers().port();
    var told = new ArrayList<PeerAddress>();
    for (var address : answer) {
      long age = surroundings.random().nextLong(YOUNGEST.toSeconds(), OLDEST.toSeconds());
      told.add(
          new PeerAddress(
              now.getEpochSecond() - age,
              FixedSeedFallback.ASSUMED_SERVICES,
              dialler.inUse(new Endpoint(address, port))));
    }
    found += told.size();
    addresses.add(told, Internal.ofName(host), Duration.ZERO, now);
  }
}
