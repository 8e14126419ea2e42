package cairn.p2p.gossip;

import cairn.p2p.addresses.Reach;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Where this node can be reached: what the operator said, what was found out, what peers see. */
public final class LocalAddresses {
  /** How sure an address is, and how often peers have seen this node there. */
  public enum Source {
    /** Of a network interface. */
    INTERFACE(1),
    /** Where the operator had this node listen. */
    BOUND(2),
    /** Of a gateway that was asked. */
    MAPPED(3),
    /** The operator said so. */
    MANUAL(4);

    private final int score;

    Source(int score) {
      this.score = score;
    }
  }

  /**
   * One such address.
   *
   * @param score the higher, the better; as {@code getnetworkinfo} has it
   */
  public record LocalAddress(Endpoint endpoint, int score) {}

  private static final int MAX = 100;

  /** Networks whose users do not want to be known outside, nor to others inside. */
  private static final Set<NetworkType> PRIVATE = Set.of(NetworkType.ONION, NetworkType.I2P);

  private final boolean discover;
  private final Predicate<NetworkType> reachable;
  private final int listenPort;
  private final RandomGenerator random;
  private final Map<Endpoint, Integer> scores = new LinkedHashMap<>();

  /**
   * @param discover whether others are believed about where this node is (-discover)
   * @param reachable which networks this node connects to (-onlynet)
   * @param listenPort where this node listens, as far as it knows
   */
  public LocalAddresses(
      boolean discover, Predicate<NetworkType> reachable, int listenPort, RandomGenerator random) {
    this.discover = discover;
    this.reachable = reachable;
    this.listenPort = listenPort;
    this.random = random;
  }

  /** Learns an address; nothing happens if nobody could use it. */
  public void add(Endpoint endpoint, Source source) {
    boolean isWanted =
        endpoint.address().isRoutable()
            && (source == Source.MANUAL
                || (discover && reachable.test(endpoint.address().network())));
    if (isWanted && (scores.containsKey(endpoint) || scores.size() < MAX)) {
      scores.merge(endpoint, source.score, (known, given) -> Math.max(known + 1, given));
    }
  }

  /** A peer has connected to this address, which therefore is a good one. */
  public void seen(Endpoint endpoint) {
    scores.computeIfPresent(endpoint, (_, score) -> score + 1);
  }

  /** Whether this node itself is there. */
  public boolean has(Endpoint endpoint) {
    return scores.containsKey(endpoint);
  }

  /** All of them, the best first. */
  public List<LocalAddress> all() {
    return scores.entrySet().stream()
        .map(entry -> new LocalAddress(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(LocalAddress::score).reversed())
        .toList();
  }

  /**
   * Where to tell a peer that this node is: the best address of a network the peer can reach, or
   * now and then what the peer itself sees, which may be better.
   */
  public Optional<Endpoint> bestFor(Peer peer) {
    var best = bestKnownFor(peer);
    var seen = peer.greeting().seenAs().filter(address -> isBelieved(peer, address));
    if (seen.isPresent() && (best.isEmpty() || isLucky(best.get()))) {
      return peer.type().isInbound()
          ? seen
          : Optional.of(
              new Endpoint(
                  seen.get().address(),
                  best.map(LocalAddress::endpoint).map(Endpoint::port).orElse(listenPort)));
    }
    return best.map(LocalAddress::endpoint);
  }

  private boolean isBelieved(Peer peer, Endpoint seen) {
    return discover
        && peer.remote().address().isRoutable()
        && seen.address().isRoutable()
        && reachable.test(seen.address().network());
  }

  /** Rarely, if the address is known to be good. */
  private boolean isLucky(LocalAddress best) {
    return random.nextInt(best.score() > Source.MANUAL.score ? 8 : 2) == 0;
  }

  private Optional<LocalAddress> bestKnownFor(Peer peer) {
    var network = peer.facts().network();
    return all().stream()
        // An address inside would tell a peer outside who this node is, and the other way round.
        .filter(local -> {
          var its = local.endpoint().address().network();
          return its == network || (!PRIVATE.contains(its) && !PRIVATE.contains(network));
        })
        .max(
            Comparator.comparing((LocalAddress local) ->
                    Reach.of(local.endpoint().address(), peer.remote().address()))
                .thenComparingInt(LocalAddress::score));
  }
}
