package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.primitives.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Tells peers what transactions have to pay for this node to take them, so that they do not
 * announce others (BIP 133): every ten minutes or so, and sooner after a great change.
 */
final class FeeFilters implements Machine {
  static final Duration INTERVAL = Duration.ofMinutes(10);
  static final Duration AFTER_CHANGE = Duration.ofMinutes(5);

  /** Protocol version from which on peers know the message. */
  static final int SINCE_VERSION = 70013;

  /**
   * How often it is looked whether there is a great change, besides when a transaction or a block
   * comes: only then what is to be paid can rise, and to fall by much it takes more than an hour.
   */
  private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

  private static final class Told {
    final Peer peer;
    long rate;
    Instant next = Instant.MIN;

    Told(Peer peer) {
      this.peer = peer;
    }
  }

  private final Surroundings surroundings;
  private final BooleanSupplier isInitialBlockDownload;
  private final TransactionPool pool;
  private final boolean blocksOnly;
  private final FeeRounding rounding;
  private final RandomTimes times;
  private final Wakeup wakeup;
  private final TreeMap<PeerId, Told> peers = new TreeMap<>();

  /** The same, whoever is to be told first being the first. */
  private final PriorityQueue<Told> waiting =
      new PriorityQueue<>(Comparator.comparing((Told told) -> told.next));

  /** What was found when all were looked at last. */
  private long lastRate;

  FeeFilters(
      Surroundings surroundings,
      BooleanSupplier isInitialBlockDownload,
      TransactionPool pool,
      boolean blocksOnly) {
    this.surroundings = surroundings;
    this.isInitialBlockDownload = isInitialBlockDownload;
    this.pool = pool;
    this.blocksOnly = blocksOnly;
    rounding = new FeeRounding(surroundings.random());
    times = new RandomTimes(surroundings.random());
    wakeup = new Wakeup(surroundings.alarms(), this::look);
  }

  @Override
  public void ready(Peer peer) {
    if (!blocksOnly
        && peer.commonVersion() >= SINCE_VERSION
        && !peer.has(Permission.FORCERELAY)
        && peer.type() != ConnectionType.BLOCK_RELAY_ONLY) {
      var told = new Told(peer);
      peers.put(peer.id(), told);
      waiting.add(told);
      look();
    }
  }

  @Override
  public void closed(Peer peer) {
    var told = peers.remove(peer.id());
    if (told != null) {
      waiting.remove(told);
    }
  }

  /** Looks what has changed, and tells whom it is time to tell. */
  void look() {
    if (peers.isEmpty()) {
      return;
    }
    var now = surroundings.clock().instant();
    boolean takesNone = isInitialBlockDownload.getAsBoolean();
    long rate = takesNone ? Amount.MAX.sats() : pool.minimumFeeRate();
    if (rate != lastRate) {
      lastRate = rate;
      waiting.clear();
      peers.values().forEach(peer -> look(peer, rate, takesNone, now));
      waiting.addAll(peers.values());
    }
    for (var peer = waiting.element(); !now.isBefore(peer.next); peer = waiting.element()) {
      waiting.remove();
      look(peer, rate, takesNone, now);
      waiting.add(peer);
    }
    var first = waiting.element().next;
    var soon = now.plus(LOOK_INTERVAL);
    wakeup.at(first.isBefore(soon) ? first : soon);
  }

  private void look(Told peer, long rate, boolean takesNone, Instant now) {
    if (!takesNone && peer.rate == FeeRounding.MAX) {
      peer.next = Instant.MIN; // the peer thinks that this node still takes none
    }
    if (!now.isBefore(peer.next)) {
      long rounded = Math.max(rounding.round(rate), pool.minimumRelayFeeRate());
      if (rounded != peer.rate) {
        surroundings.out().send(peer.peer, new FeeFilter(rounded));
        peer.rate = rounded;
      }
      peer.next = times.after(now, INTERVAL);
    } else if (now.plus(AFTER_CHANGE).isBefore(peer.next)
        && (rate < 3 * peer.rate / 4 || rate > 4 * peer.rate / 3)) {
      peer.next = now.plus(uniform(AFTER_CHANGE));
    }
  }

  private Duration uniform(Duration below) {
    return Duration.ofNanos(surroundings.random().nextLong(below.toNanos()));
  }
}
