package cairn.p2p.connections;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HostPort;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections: sees whether a wish makes sense, finds out where the node is, and tries each
 * of its addresses. As Core's {@code OpenNetworkConnection} and {@code ConnectNode}.
 */
final class Dialler {
  private static final Logger log = LoggerFactory.getLogger(Dialler.class);

  /** A name may have so many addresses. */
  private static final int MAX_ADDRESSES = 256;

  /** What SOCKS 5 can carry. */
  private static final int MAX_NAME = 255;

  private static final double SECONDS_PER_HOUR = 3600;

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final ConnectionNeighbours neighbours;
  private final Links links;
  private final AddressParser parser;
  private final Map<Call, Attempt> calls = new HashMap<>();
  private boolean active = true;

  Dialler(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      Links links) {
    this.surroundings = surroundings;
    this.options = options;
    this.neighbours = neighbours;
    this.links = links;
    this.parser = new AddressParser(options.means().networks().contains(NetworkType.CJDNS));
  }

  /** One wish, and what has still to be tried to fulfil it. */
  private final class Attempt {
    final Wish wish;
    final Queue<Target> left = new ArrayDeque<>();
    final Runnable done;

    Attempt(Wish wish, Runnable done) {
      this.wish = wish;
      this.done = done;
    }

    void tryNext() {
      var target = active ? left.poll() : null;
      if (target == null) {
        end();
        return;
      }
      var call = new Call(target, wish.name(), wish.type(), wish.encrypted());
      calls.put(call, this);
      surroundings.out().connect(call);
    }

    void end() {
      links.end(wish);
      done.run();
    }

    /** Notes that a node was tried, whatever has come of it. */
    void tried(Target target) {
      if (target instanceof Target.Node(var endpoint)) {
        neighbours
            .addresses()
            .attempt(endpoint, wish.countsFailure(), surroundings.clock().instant());
      }
    }
  }

  /** Whether connections may be opened ({@code setnetworkactive}). */
  boolean isActive() {
    return active;
  }

  void setActive(boolean active) {
    this.active = active;
  }

  /**
   * Tries to open a connection, unless there is no sense in it.
   *
   * @param done is called when it is open, or will not be
   */
  void dial(Wish wish, Runnable done) {
    if (!active || isPointless(wish)) {
      done.run();
      return;
    }
    var node = wish.node();
    if (log.isDebugEnabled()) {
      long age = node == null ? 0 : surroundings.clock().instant().getEpochSecond() - node.time();
      log.debug(
          "trying {} connection ({}) to {}, lastseen={}hrs",
          wish.encrypted() ? "v2" : "v1",
          wish.type(),
          wish.target(),
          "%.1f".formatted(age / SECONDS_PER_HOUR));
    }
    links.begin(wish);
    var attempt = new Attempt(wish, done);
    if (node != null) {
      attempt.left.add(new Target.Node(node.endpoint()));
      attempt.tryNext();
    } else {
      locate(attempt);
    }
  }

  private boolean isPointless(Wish wish) {
    var node = wish.node();
    if (node == null) {
      return links.isConnectedTo(wish.name());
    }
    return neighbours.isOwn().test(node.endpoint())
        || isUnwanted(node.endpoint().address())
        || links.isConnectedTo(node.endpoint().address());
  }

  private boolean isUnwanted(NetworkAddress address) {
    return neighbours.discouraged().contains(address)
        || neighbours.bans().isBanned(address, surroundings.clock().instant());
  }

  /** Finds out what the operator means. */
  private void locate(Attempt attempt) {
    var name = attempt.wish.name();
    int defaultPort = defaultPort(name);
    var written = parser.endpoint(name, defaultPort);
    if (written.isPresent()) {
      located(attempt, List.of(written.get()));
      return;
    }
    var parts = HostPort.split(name, defaultPort);
    if (options.means().nameProxy()) {
      if (isFitForProxy(parts.host())) {
        attempt.left.add(new Target.Host(parts.host(), parts.port()));
      }
      attempt.tryNext();
    } else if (options.means().looksUpNames()) {
      neighbours
          .names()
          .lookUp(
              parts.host(),
              MAX_ADDRESSES,
              found ->
                  located(attempt, found.stream().map(address -> at(address, parts)).toList()));
    } else {
      attempt.end();
    }
  }

  private Endpoint at(NetworkAddress address, HostPort parts) {
    return parser.inUse(new Endpoint(address, parts.port()));
  }

  private static boolean isFitForProxy(String host) {
    return host.length() <= MAX_NAME && host.chars().allMatch(c -> c > 0 && c < 0x80);
  }

  /** The port of those whose name says none: in I2P there are no ports. */
  int defaultPort(String name) {
    boolean isI2p =
        NetworkAddress.parse(name).filter(address -> address.type() == NetworkType.I2P).isPresent();
    return isI2p ? 0 : surroundings.network().peers().port();
  }

  /** Reads an address that is written out; names are not looked up. */
  @Nullable Endpoint read(String text) {
    return parser.endpoint(text, defaultPort(text)).orElse(null);
  }

  /** The same as the node it is, where addresses of CJDNS look like those of IPv6. */
  Endpoint inUse(Endpoint endpoint) {
    return parser.inUse(endpoint);
  }

  private void located(Attempt attempt, List<Endpoint> endpoints) {
    var name = attempt.wish.name();
    var shuffled = new ArrayList<>(endpoints);
    Collections.shuffle(shuffled, Random.from(surroundings.random()));
    for (var endpoint : shuffled) {
      if (!endpoint.address().isValid()) {
        log.debug("Resolver returned invalid address {} for {}", endpoint, name);
        attempt.end();
        return;
      }
      if (links.isConnectedTo(endpoint)) {
        log.info("Not opening a connection to {}, already connected to {}", name, endpoint);
        attempt.end();
        return;
      }
      attempt.left.add(new Target.Node(endpoint));
    }
    attempt.tryNext();
  }

  /**
   * What was asked for stands.
   *
   * @return null if it is not wanted any more
   */
  @Nullable Peer opened(Call call, Endpoint remote, Endpoint local) {
    var attempt = calls.remove(call);
    if (attempt == null) {
      return null;
    }
    attempt.tried(call.target());
    if (!active) {
      attempt.end();
      return null;
    }
    var wish = attempt.wish;
    var where = call.target() instanceof Target.Node(var endpoint) ? endpoint : remote;
    var node = wish.node();
    var facts =
        new ConnectionFacts(
            wish.type(),
            where,
            wish.name().isEmpty() ? where.toString() : wish.name(),
            inUse(local),
            NetGroups.networkOf(where.address()),
            node == null ? ServiceFlags.NONE : node.services(),
            permissions(wish, where),
            surroundings.clock().instant());
    var link = links.add(facts, wish, neighbours.ourServices().get(), false);
    attempt.end();
    return link.peer;
  }

  private Set<Permission> permissions(Wish wish, Endpoint remote) {
    return wish.type() == ConnectionType.MANUAL
        ? options.whitelist().ofOutbound(remote.address())
        : Set.of();
  }

  /**
   * What was asked for does not come about.
   *
   * @param ofProxy whether that says nothing of the node
   */
  void failed(Call call, String reason, boolean ofProxy) {
    var attempt = calls.remove(call);
    if (attempt == null) {
      return;
    }
    if (call.type() == ConnectionType.MANUAL) {
      log.info("connect() to {} failed: {}", call.target(), reason);
    } else {
      log.debug("connect() to {} failed: {}", call.target(), reason);
    }
    if (!ofProxy) {
      attempt.tried(call.target());
    }
    attempt.tryNext();
  }

  /** The peer may not know BIP 324, and has gone for that. */
  void retryWithV1(Link link) {
    var wish = link.wish;
    if (wish != null && active) {
      log.debug("retrying with v1 transport protocol for {}", link.peer);
      dial(wish.withoutEncryption(), () -> {});
    }
  }
}
