package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.p2p.TransactionPool.Entry;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.NetworkType;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells peers of transactions, some at a time and after random delays, so that nobody who listens
 * to many nodes finds out where a transaction began.
 *
 * <p>All inbound peers of a network are told at the same time: whoever connects many times learns
 * no more than by connecting once.
 *
 * <p>The delays are those of a Poisson process. Since such a process has no memory, it is the same
 * whether it goes on all the time or begins when there is something to tell; so it begins then.
 */
final class Trickle {
  static final Duration INBOUND_INTERVAL = Duration.ofSeconds(5);
  static final Duration OUTBOUND_INTERVAL = Duration.ofSeconds(2);

  /** By what inbound peers come in: each has times of its own, lest they show what is one node. */
  private record Entrance(NetworkType network, Endpoint local) {}

  private final Surroundings surroundings;
  private final TransactionPool pool;
  private final RelayPeers peers;
  private final RandomTimes times;
  private final Map<Entrance, Instant> inbound = new HashMap<>();

  Trickle(Surroundings surroundings, TransactionPool pool, RelayPeers peers) {
    this.surroundings = surroundings;
    this.pool = pool;
    this.peers = peers;
    times = new RandomTimes(surroundings.random());
  }

  /** The peer is to be told of these, unless it knows or does not want them. */
  void add(RelayPeer peer, Collection<Wtxid> transactions) {
    if (peer.queue.addAll(transactions)) {
      schedule(peer);
    }
  }

  /** The peer is to be told of all that is in the pool (BIP 35). */
  void addPool(RelayPeer peer) {
    peer.wantsPool = true;
    schedule(peer);
  }

  private void schedule(RelayPeer peer) {
    if (!peer.trickle.isSet()) {
      peer.trickle.at(next(peer, surroundings.clock().instant()));
    }
  }

  private Instant next(RelayPeer peer, Instant now) {
    if (peer.peer.has(Permission.NOBAN)) {
      return now;
    }
    if (!peer.peer.type().isInbound()) {
      return times.after(now, OUTBOUND_INTERVAL);
    }
    var facts = peer.peer.facts();
    return inbound.compute(
        new Entrance(facts.network(), facts.local()),
        (_, time) -> time != null && time.isAfter(now) ? time : times.after(now, INBOUND_INTERVAL));
  }

  /** It is time: tells the peer of all that there is. */
  void tell(RelayPeer to) {
    if (peers.find(to.peer.id()) == null) {
      return;
    }
    if (!to.wantsTransactions) {
      to.queue.clear();
    }
    var items = new ArrayList<InventoryItem>();
    if (to.wantsPool) {
      to.wantsPool = false;
      to.queue.clear(); // all of it will be among the others
      items.addAll(wholePool(to));
    }
    if (!to.queue.isEmpty()) {
      items.addAll(news(to));
    }
    for (int from = 0; from < items.size(); from += InventoryMessage.MAX_ITEMS) {
      int end = Math.min(items.size(), from + InventoryMessage.MAX_ITEMS);
      surroundings.out().send(to.peer, new Inv(items.subList(from, end)));
    }
  }

  private List<InventoryItem> wholePool(RelayPeer to) {
    to.sequence = pool.nextSequence();
    var items = new ArrayList<InventoryItem>();
    for (var entry : pool.entries()) {
      if (isWanted(to, entry)) {
        items.add(item(to, entry));
      }
    }
    return items;
  }

  private List<InventoryItem> news(RelayPeer to) {
    var entries = pool.inRelayOrder(to.queue);
    to.queue = new ArrayList<>();
    to.sequence = pool.nextSequence();
    var items = new ArrayList<InventoryItem>();
    for (var entry : entries) {
      var transaction = entry.transaction();
      if (!to.known.contains(to.id(transaction.txid(), transaction.wtxid()))
          && isWanted(to, entry)) {
        items.add(item(to, entry));
      }
    }
    return items;
  }

  /** Also adds to the peer's filter what it says shall be added. */
  private static boolean isWanted(RelayPeer to, Entry entry) {
    return !FeeRate.isBelow(entry, to.feeRate)
        && (to.filter == null || to.filter.passes(entry.transaction()));
  }

  private static InventoryItem item(RelayPeer to, Entry entry) {
    var id = to.id(entry.transaction().txid(), entry.transaction().wtxid());
    to.known.add(id);
    return switch (id) {
      case Wtxid wtxid -> new WtxItem(wtxid);
      case Txid txid -> new TxItem(InventoryType.TX, txid);
    };
  }
}
