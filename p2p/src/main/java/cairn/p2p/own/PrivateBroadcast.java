package cairn.p2p.own;

import cairn.p2p.TransactionPool;
import cairn.p2p.TransactionPool.Answer.Accepted;
import cairn.p2p.TransactionPool.Answer.Refused;
import cairn.p2p.TransactionPool.Answer.Undecided;
import cairn.p2p.own.OwnTransactions.Added;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each transaction of this node's own to a few nodes, over connections that are for nothing
 * else, until it comes back from the network. As Core's private broadcast.
 *
 * <p>On such a connection go, after the handshake: {@code inv}, {@code getdata}, {@code tx}, {@code
 * ping}, {@code pong}. Whatever else the peer says is not listened to.
 */
public final class PrivateBroadcast implements Machine {
  private static final Logger log = LoggerFactory.getLogger(PrivateBroadcast.class);

  /** So many nodes are to have a transaction. */
  private static final int NODES = 3;

  private static final Duration LIFETIME = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(2);
  private static final Duration LOOK_SPREAD = Duration.ofMinutes(1);

  private final Surroundings surroundings;
  private final Timetable tasks;
  private final TransactionPool pool;
  private final PrivateConnections connections;
  private final OwnTransactions transactions = new OwnTransactions();
  private final Map<Peer, Long> pings = new HashMap<>();

  /**
   * @param tasks by which it looks now and then whether transactions have come back
   */
  public PrivateBroadcast(
      Surroundings surroundings,
      Timetable tasks,
      TransactionPool pool,
      PrivateConnections connections) {
    this.surroundings = surroundings;
    this.tasks = tasks;
    this.pool = pool;
    this.connections = connections;
  }

  /**
   * Whether connections for this carry such a message at all: any other would tell something of
   * this node, whichever machine has sent it by mistake.
   */
  public static boolean carries(Message message) {
    return switch (message) {
      case Version _, Verack _, Inv _, Tx _, Ping _ -> true;
      default -> false;
    };
  }

  /** Begins to look whether transactions have to be sent again. */
  public void start() {
    var delay = LOOK_EVERY.plusMillis(surroundings.random().nextLong(LOOK_SPREAD.toMillis()));
    tasks.after(
        delay,
        () -> {
          sendAgain();
          start();
        });
  }

  /**
   * Has a transaction sent, which the mempool would take, unless it is being sent already.
   *
   * @return false if there are too many
   */
  public boolean add(Transaction transaction) {
    var name = name(transaction);
    return switch (transactions.add(transaction, surroundings.clock().instant())) {
      case Added.NEW -> {
        log.debug("Requesting {} new connections due to {}", NODES, name);
        connections.want(NODES);
        yield true;
      }
      case Added.PRESENT -> {
        log.debug(
            "Ignoring unnecessary request to schedule an already scheduled transaction: {}", name);
        yield true;
      }
      case Added.NO_ROOM -> {
        log.debug(
            "Rejecting private broadcast, queue full (cap={}): {}", OwnTransactions.MAX, name);
        yield false;
      }
    };
  }

  private static String name(Transaction transaction) {
    return "txid=%s, wtxid=%s".formatted(transaction.txid(), transaction.wtxid());
  }

  /** All that are being sent, in the order in which they were added. */
  public List<OwnTransaction> all() {
    return transactions.find(_ -> true);
  }

  /**
   * Sends what has this txid or wtxid no more.
   *
   * @return what was being sent
   */
  public List<Transaction> abort(Hash256 id) {
    Predicate<Transaction> named =
        transaction ->
            transaction.txid().bytes().equals(id.bytes())
                || transaction.wtxid().bytes().equals(id.bytes());
    var aborted = transactions.find(named).stream().map(OwnTransaction::transaction).toList();
    aborted.forEach(this::remove);
    return aborted;
  }

  /** A peer has sent a transaction: if it is one of these, the network has it. */
  public void received(Peer peer, Transaction transaction) {
    if (remove(transaction)) {
      log.debug(
          "Received our privately broadcast transaction (txid={}) from the network from {};"
              + " stopping private broadcast attempts",
          transaction.txid(),
          peer);
    }
  }

  private boolean remove(Transaction transaction) {
    var confirmed = transactions.remove(transaction.wtxid());
    confirmed.ifPresent(nodes -> connections.wantLess(Math.max(0, NODES - nodes)));
    return confirmed.isPresent();
  }

  /** The handshake is done on a connection for this. */
  public void begin(Peer peer) {
    var now = surroundings.clock().instant();
    var chosen = transactions.choose(peer, now);
    if (chosen.isEmpty()) {
      drop(peer, "no more transactions for private broadcast (connected in vain)");
      return;
    }
    var transaction = chosen.get();
    log.debug("P2P handshake completed, sending INV for {}, {}", name(transaction), peer);
    var item = new TxItem(InventoryType.TX, transaction.txid());
    surroundings.out().send(peer, new Inv(List.of(item)));
  }

  /** A connection for this stands; it may not do so for long. */
  public void opened(Peer peer) {
    surroundings
        .alarms()
        .at(
            peer.openedAt().plus(LIFETIME),
            () -> {
              if (!peer.isClosed()) {
                drop(
                    peer,
                    "did not complete the transaction send within %d seconds"
                        .formatted(LIFETIME.toSeconds()));
              }
            });
  }

  @Override
  public void closed(Peer peer) {
    if (peer.type() != ConnectionType.PRIVATE_BROADCAST) {
      return;
    }
    pings.remove(peer);
    if (!transactions.end(peer) && transactions.hasPending()) {
      connections.want(1);
    }
  }

  /** Takes in a message on a connection for this, after the handshake. */
  public void received(Peer peer, Message message) {
    switch (message) {
      case GetData(var items) -> serve(peer, items);
      case Pong pong -> pong(peer, pong);
      default -> log.debug("Ignoring incoming message '{}', {}", message.command(), peer);
    }
  }

  private void serve(Peer peer, List<InventoryItem> items) {
    var chosen = transactions.of(peer);
    if (chosen.isEmpty()) {
      drop(peer, "got GETDATA without sending an INV");
      return;
    }
    var transaction = chosen.get();
    boolean isThat =
        items.size() == 1
            && items.getFirst() instanceof TxItem(_, var txid)
            && txid.equals(transaction.txid());
    if (!isThat || pings.containsKey(peer)) {
      drop(peer, "got an unexpected GETDATA message");
      return;
    }
    surroundings.out().send(peer, new Tx(transaction));
    long nonce = surroundings.random().nextLong();
    pings.put(peer, nonce);
    surroundings.out().send(peer, Ping.of(nonce)); // who answers has taken the transaction before
  }

  private void pong(Peer peer, Pong pong) {
    var nonce = pings.get(peer);
    if (nonce != null && pong.equals(Pong.of(nonce))) {
      transactions.confirm(peer, surroundings.clock().instant());
      log.debug(
          "Got a PONG (the transaction will probably reach the network), marking for disconnect,"
              + " {}",
          peer);
      surroundings.discipline().drop(peer, "the transaction has been sent");
    }
  }

  /** Sends once more what should have come back by now, as long as it could still be mined. */
  private void sendAgain() {
    for (var transaction : transactions.stale(surroundings.clock().instant())) {
      pool.test(transaction, answer -> tested(transaction, answer));
    }
  }

  private void tested(Transaction transaction, TransactionPool.Answer answer) {
    var txid = transaction.txid();
    var wtxid = transaction.wtxid();
    switch (answer) {
      case Accepted _ -> {
        log.debug("Reattempting broadcast of stale txid={} wtxid={}", txid, wtxid);
        connections.want(1);
      }
      case Refused(_, var reason) -> {
        log.debug("Giving up broadcast attempts for txid={} wtxid={}: {}", txid, wtxid, reason);
        var _ = transactions.remove(wtxid);
      }
      case Undecided() -> {} // and perhaps decided on when it is looked at again
    }
  }

  private void drop(Peer peer, String reason) {
    log.debug("Disconnecting: {}, {}", reason, peer);
    surroundings.discipline().drop(peer, reason);
  }
}
