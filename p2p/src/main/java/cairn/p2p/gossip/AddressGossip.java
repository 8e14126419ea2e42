package cairn.p2p.gossip;

import cairn.p2p.Blockchain;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.connections.Usefulness;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.AddressMessage;
import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.AddressMessage.GetAddr;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.ByteWriter;
import cairn.primitives.SipHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from peers where other nodes are, passes some of that on, and tells where this one is.
 *
 * <p>An address that is new goes to two peers, the same two for a day, so that it spreads through
 * the network and yet is not repeated for ever.
 */
public final class AddressGossip implements Machine {
  private static final Logger log = LoggerFactory.getLogger(AddressGossip.class);

  private static final Duration TELL_EVERY = Duration.ofSeconds(30);
  private static final Duration ROTATE_EVERY = Duration.ofHours(24);
  private static final Duration NEWS = Duration.ofMinutes(10);

  /** An answer to {@code getaddr} has more, and is no news. */
  private static final int MAX_NEWS = 10;

  /** What is told too far ahead, or without a time, is taken for this old. */
  private static final Duration WITHOUT_TIME = Duration.ofDays(5);

  private static final Instant EARLIEST = Instant.ofEpochSecond(100_000_000);

  /** Others are ahead of the truth, and it took a while to get here. */
  private static final Duration PENALTY = Duration.ofHours(2);

  private final Surroundings surroundings;
  private final AddressManager addresses;
  private final Usefulness usefulness;
  private final Options options;
  private final AddressAnswers answers;
  private final Introductions introductions;
  private final RandomTimes times;
  private final long key0;
  private final long key1;
  private final Map<Peer, GossipState> states = new LinkedHashMap<>();

  /**
   * What of the gossip is heard.
   *
   * @param listening whether this node can be called at all
   * @param reachable which networks this node connects to
   * @param unwanted which nodes are banned or discouraged
   */
  public record Options(
      boolean listening, Predicate<NetworkType> reachable, Predicate<Endpoint> unwanted) {}

  /**
   * What a peer has told so far.
   *
   * @param enabled whether addresses go to it and come from it
   * @param processed how many of its addresses were looked at
   * @param overLimit how many were not, since they came too fast
   */
  public record GossipInfo(boolean enabled, long processed, long overLimit) {}

  public AddressGossip(
      Surroundings surroundings,
      Blockchain chain,
      AddressManager addresses,
      LocalAddresses local,
      Usefulness usefulness,
      Options options) {
    this.surroundings = surroundings;
    this.addresses = addresses;
    this.usefulness = usefulness;
    this.options = options;
    this.answers = new AddressAnswers(surroundings, addresses, options.unwanted());
    this.times = new RandomTimes(surroundings.random());
    this.introductions =
        new Introductions(surroundings, chain, local, times, this::isCurrent, this::schedule);
    this.key0 = surroundings.random().nextLong();
    this.key1 = surroundings.random().nextLong();
  }

  /** The peer has been told that its version was received: those we have called are asked first. */
  public void acknowledged(Peer peer) {
    if (!peer.type().isInbound() && peer.type().relaysAddresses()) {
      var state = enable(peer);
      state.asked = true;
      state.allowance.raise(AddressMessage.MAX_ADDRESSES);
      surroundings.out().send(peer, new GetAddr());
    }
  }

  @Override
  public void ready(Peer peer) {
    var state = states.get(peer);
    if (state != null) {
      introduce(state);
    }
  }

  @Override
  public void closed(Peer peer) {
    var gone = states.remove(peer);
    if (gone != null) {
      introductions.end(gone);
    }
  }

  /** Whether nothing is remembered of any peer. */
  boolean isEmpty() {
    return states.isEmpty() && introductions.isEmpty();
  }

  public GossipInfo info(Peer peer) {
    var state = states.get(peer);
    return state == null
        ? new GossipInfo(false, 0, 0)
        : new GossipInfo(true, state.processed, state.overLimit);
  }

  /** Takes in a message of a peer that is ready. */
  public void received(Peer peer, AddressMessage message) {
    switch (message) {
      case Addr(var told) -> heard(peer, message.command(), told);
      case AddrV2(var told) -> heard(peer, message.command(), told);
      case GetAddr() -> answer(peer);
    }
  }

  /** Addresses may be told from now on, and the first at once, as Core's {@code MaybeSendAddr}. */
  private void introduce(GossipState state) {
    scheduleAt(state, surroundings.clock().instant());
    if (options.listening()) {
      introductions.begin(state);
    }
  }

  private GossipState enable(Peer peer) {
    var known = states.get(peer);
    if (known != null) {
      return known;
    }
    var state = new GossipState(peer, surroundings.random(), surroundings.clock().instant());
    states.put(peer, state);
    if (peer.isReady()) {
      introduce(state);
    }
    return state;
  }

  private void heard(Peer peer, String command, List<PeerAddress> told) {
    if (!peer.type().relaysAddresses()) {
      log.debug("ignoring {} message from {} {}", command, peer.type(), peer);
      return;
    }
    var state = enable(peer);
    var now = surroundings.clock().instant();
    state.allowance.grow(now);
    boolean isNews = !state.asked && told.size() <= MAX_NEWS;
    var shuffled = new ArrayList<>(told);
    Collections.shuffle(shuffled, surroundings.random());
    var toStore = new ArrayList<PeerAddress>();
    long processed = 0;
    long overLimit = 0;
    for (var address : shuffled) {
      if (!state.allowance.take() && !peer.has(Permission.ADDR)) {
        overLimit++;
        continue;
      }
      if (!usefulness.mayKnowOthers(address.services())
          && !usefulness.isUseful(address.services())) {
        continue;
      }
      var timed = plausible(address, now);
      state.knows(timed.endpoint());
      if (options.unwanted().test(timed.endpoint())) {
        continue;
      }
      processed++;
      boolean reachable = options.reachable().test(timed.endpoint().address().network());
      if (isNews
          && Instant.ofEpochSecond(timed.time()).isAfter(now.minus(NEWS))
          && timed.endpoint().address().isRoutable()) {
        passOn(peer, timed, reachable, now);
      }
      if (reachable) {
        toStore.add(timed);
      }
    }
    state.processed += processed;
    state.overLimit += overLimit;
    log.debug(
        "Received addr: {} addresses ({} processed, {} rate-limited) from {}",
        told.size(),
        processed,
        overLimit,
        peer);
    addresses.add(toStore, peer.remote().address(), PENALTY, now);
    if (told.size() < AddressMessage.MAX_ADDRESSES) {
      state.asked = false;
    }
    if (peer.type() == ConnectionType.ADDR_FETCH && told.size() > 1) {
      surroundings.discipline().drop(peer, "addrfetch connection completed");
    }
  }

  private static PeerAddress plausible(PeerAddress address, Instant now) {
    var time = Instant.ofEpochSecond(address.time());
    boolean isPlausible = time.isAfter(EARLIEST) && !time.isAfter(now.plus(NEWS));
    return isPlausible
        ? address
        : new PeerAddress(
            Math.max(0, now.minus(WITHOUT_TIME).getEpochSecond()),
            address.services(),
            address.endpoint());
  }

  /** Has two peers told of an address; or one, perhaps, if this node cannot reach it itself. */
  private void passOn(Peer source, PeerAddress address, boolean reachable, Instant now) {
    long node = SipHash.of(0, 0, GossipState.key(address.endpoint()));
    // The hash has each address change its two peers at another time of the day.
    long day = Long.divideUnsigned(now.getEpochSecond() + node, ROTATE_EVERY.toSeconds());
    int count = reachable || (lot(node, day, -1) & 1) == 1 ? 2 : 1;
    @Nullable Drawn first = null;
    @Nullable Drawn second = null;
    for (var state : states.values()) {
      if (state.peer() != source && state.takes(address)) {
        var drawn = new Drawn(state, lot(node, day, state.peer().id().number()));
        if (drawn.isAbove(first)) {
          second = first;
          first = drawn;
        } else if (drawn.isAbove(second)) {
          second = drawn;
        }
      }
    }
    tell(first, address, now);
    if (count == 2) {
      tell(second, address, now);
    }
  }

  private void tell(@Nullable Drawn drawn, PeerAddress address, Instant now) {
    if (drawn != null) {
      drawn.state.tell(address);
      schedule(drawn.state, now);
    }
  }

  /** A peer, and its lot for an address. */
  private record Drawn(GossipState state, long lot) {
    boolean isAbove(@Nullable Drawn other) {
      return other == null || Long.compareUnsigned(lot, other.lot) > 0;
    }
  }

  private long lot(long node, long day, long peer) {
    var bytes = new ByteWriter();
    bytes.int64(node).int64(day).int64(peer);
    return SipHash.of(key0, key1, bytes.toBytes());
  }

  private void answer(Peer peer) {
    // Whoever we have called could otherwise put addresses here, and see by them who we are when
    // we call again from somewhere else.
    if (!peer.type().isInbound()) {
      log.debug("Ignoring \"getaddr\" from {} connection. {}", peer.type(), peer);
      return;
    }
    var state = enable(peer);
    if (state.answered) {
      log.debug("Ignoring repeated \"getaddr\". {}", peer);
      return;
    }
    state.answered = true;
    state.dropWaiting();
    answers.to(peer).forEach(state::tell);
    schedule(state, surroundings.clock().instant());
  }

  /** Tells what is waiting for a peer a while after {@code since}, which is never the same. */
  private void schedule(GossipState state, Instant since) {
    if (state.isWaiting()) {
      scheduleAt(state, times.after(since, TELL_EVERY));
    }
  }

  private void scheduleAt(GossipState state, Instant when) {
    if (state.alarmed) {
      return;
    }
    state.alarmed = true;
    surroundings
        .alarms()
        .at(
            when,
            () -> {
              state.alarmed = false;
              if (isCurrent(state)) {
                state.message().ifPresent(news -> surroundings.out().send(state.peer(), news));
              }
            });
  }

  private boolean isCurrent(GossipState state) {
    return states.get(state.peer()) == state && state.peer().isReady();
  }
}
