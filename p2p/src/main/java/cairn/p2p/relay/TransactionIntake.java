package cairn.p2p.relay;

import static cairn.p2p.relay.RelayLogs.PACKAGES;

import cairn.p2p.TransactionFault;
import cairn.p2p.TransactionPool;
import cairn.p2p.TransactionPool.Answer;
import cairn.p2p.TransactionPool.PackageAnswer;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the transactions that peers send to the pool: each by itself, or along with one that pays
 * for it, and those whose parents are missing again once these are there. {@link
 * TransactionOutcomes} sees to what becomes of them.
 *
 * <p>The pool answers later, and in the order in which it was asked. Until it does, nothing is
 * taken from the peer but a few more transactions, and nothing at all while its orphans are being
 * tried; so what it sends takes effect in order. Where it sets orphans of others free, it waits
 * until each of these has had one tried: so it cannot hear of anything that it sent later before
 * that, and is not kept waiting by all that others have piled up.
 */
final class TransactionIntake {
  private static final Logger log = LoggerFactory.getLogger(TransactionIntake.class);

  private record Received(Peer peer, Transaction transaction) {}

  private final Surroundings surroundings;
  private final TransactionPool pool;
  private final TransactionDownload download;
  private final Orphanage orphanage;
  private final RecentDecisions decisions;
  private final UnderWay underWay;
  private final TransactionOutcomes outcomes;

  /** Those whose orphans are being tried, one after the other. */
  private final TreeSet<PeerId> working = new TreeSet<>();

  /** What was received while the same was under way, and waits for what becomes of it. */
  private final TreeMap<Wtxid, List<Received>> repeated = new TreeMap<>(HashOrder.INSTANCE);

  TransactionIntake(
      Surroundings surroundings,
      TransactionPool pool,
      TransactionDownload download,
      Orphanage orphanage,
      RecentDecisions decisions,
      UnderWay underWay,
      TransactionOutcomes outcomes) {
    this.surroundings = surroundings;
    this.pool = pool;
    this.download = download;
    this.orphanage = orphanage;
    this.decisions = decisions;
    this.underWay = underWay;
    this.outcomes = outcomes;
  }

  /** A peer has sent a transaction, asked for or not. */
  void received(Peer peer, Transaction transaction) {
    download.received(peer.id(), transaction);
    consider(peer, transaction);
    download.ask();
  }

  private void consider(Peer peer, Transaction transaction) {
    var wtxid = transaction.wtxid();
    if (underWay.has(wtxid)) {
      peer.awaitAnswer();
      repeated.computeIfAbsent(wtxid, _ -> new ArrayList<>()).add(new Received(peer, transaction));
    } else if (download.alreadyHave(wtxid, false)) {
      // Nobody is blamed for sending what was refused before: the filters make mistakes.
      forceRelay(peer, transaction);
    } else if (decisions.isRejectedAlone(wtxid)) {
      PACKAGES.debug(
          "found tx {} (wtxid={}) in reconsiderable rejects, looking for child in orphanage",
          transaction.txid(),
          wtxid);
      forceRelay(peer, transaction);
      offerWithChild(peer, transaction);
    } else {
      offer(peer, transaction);
    }
  }

  /** Announces it once more if the peer may have that done: it may speak for nodes behind it. */
  private void forceRelay(Peer peer, Transaction transaction) {
    if (!peer.has(Permission.FORCERELAY)) {
      return;
    }
    boolean inPool = pool.find(transaction.txid()) != null;
    log.info(
        inPool
            ? "Force relaying tx {} (wtxid={}) from {}"
            : "Not relaying non-mempool transaction {} (wtxid={}) from forcerelay {}",
        transaction.txid(),
        transaction.wtxid(),
        peer);
    if (inPool) {
      outcomes.announce(transaction);
    }
  }

  private void offer(Peer peer, Transaction transaction) {
    underWay.add(transaction);
    int bytes = transaction.totalSize();
    peer.awaitTransactionAnswer(bytes);
    pool.submit(
        transaction,
        answer -> {
          underWay.remove(transaction);
          outcomes.settle(peer.id(), transaction, answer, true);
          if (isReconsiderable(answer)) {
            PACKAGES.debug(
                "tx {} (wtxid={}) failed but reconsiderable, looking for child in orphanage",
                transaction.txid(),
                transaction.wtxid());
            offerWithChild(peer, transaction);
          }
          proceed(() -> peer.transactionAnswered(bytes));
          considerAgain(transaction);
        });
  }

  private static boolean isReconsiderable(Answer answer) {
    return answer instanceof Answer.Refused refused
        && refused.fault() == TransactionFault.RECONSIDERABLE;
  }

  /**
   * Offers it together with a child that may pay for it, if there is one that has not been tried.
   * Only with one that the same peer has announced: others could send any number of children that
   * hide the real one.
   */
  private void offerWithChild(Peer peer, Transaction parent) {
    for (var child : orphanage.childrenFrom(parent.txid(), peer.id())) {
      if (!decisions.isRejectedPair(parent, child) && !decisions.isRejected(child.txid())) {
        offerTogether(peer, parent, child);
        return;
      }
    }
  }

  private void offerTogether(Peer peer, Transaction parent, Transaction child) {
    underWay.add(parent);
    underWay.add(child);
    peer.awaitAnswer();
    pool.submitPackage(
        parent,
        child,
        answer -> {
          underWay.remove(parent);
          underWay.remove(child);
          settleTogether(peer, parent, child, answer);
          proceed(peer::answered);
          considerAgain(parent);
          considerAgain(child);
        });
  }

  private void settleTogether(
      Peer peer, Transaction parent, Transaction child, PackageAnswer answer) {
    PACKAGES.debug(
        "package evaluation for parent {} (wtxid={}, sender={})"
            + " + child {} (wtxid={}, sender={}): {}",
        parent.txid(),
        parent.wtxid(),
        peer.id(),
        child.txid(),
        child.wtxid(),
        peer.id(),
        answer.accepted() ? "package accepted" : "package rejected");
    if (!answer.accepted()) {
      decisions.rejectPair(parent, child);
    }
    // The child first: it is an orphan no more, and need not be tried again because of the parent.
    outcomes.settle(peer.id(), child, answer.child(), false);
    outcomes.settle(peer.id(), parent, answer.parent(), false);
  }

  /** Something has changed: tries the orphans that this is about, and fetches what can be. */
  void proceed() {
    proceed(() -> {});
  }

  /**
   * The same.
   *
   * @param tried is called when each peer whose turn this makes it has had an orphan tried
   */
  private void proceed(Runnable tried) {
    var begun = new ArrayList<Peer>();
    for (var id : orphanage.peersWithWork()) {
      var peer = surroundings.peers().find(id);
      if (peer != null && working.add(id)) {
        peer.awaitAnswer();
        begun.add(peer);
      }
    }
    var left = new AtomicInteger(begun.size());
    begun.forEach(peer ->
        tryOrphans(
            peer,
            () -> {
              if (left.decrementAndGet() == 0) {
                tried.run();
              }
            }));
    if (begun.isEmpty()) {
      tried.run();
    }
    download.ask();
  }

  /**
   * Tries the next of a peer's orphans, until there is none.
   *
   * @param first is called when that is done with the first of them
   */
  private void tryOrphans(Peer peer, Runnable first) {
    var orphan = orphanage.takeWork(peer.id(), one -> !underWay.has(one.wtxid()));
    if (orphan == null) {
      working.remove(peer.id());
      peer.answered();
      first.run();
      return;
    }
    underWay.add(orphan);
    pool.submit(
        orphan,
        answer -> {
          underWay.remove(orphan);
          settleOrphan(peer, orphan, answer);
          first.run();
          tryOrphans(peer, () -> {});
          proceed();
          considerAgain(orphan);
        });
  }

  private void settleOrphan(Peer peer, Transaction orphan, Answer answer) {
    switch (answer) {
      case Answer.Accepted _ ->
          PACKAGES.debug("   accepted orphan tx {} (wtxid={})", orphan.txid(), orphan.wtxid());
      case Answer.Refused(var fault, var reason) when fault != TransactionFault.MISSING_INPUTS ->
          PACKAGES.debug(
              "   invalid orphan tx {} (wtxid={}) from {}. {}",
              orphan.txid(),
              orphan.wtxid(),
              peer,
              reason);
      case Answer.Refused _, Answer.Undecided _ -> {
        return;
      }
    }
    outcomes.settle(peer.id(), orphan, answer, false);
  }

  /** Those who have sent the same meanwhile: what is known now may be enough. */
  private void considerAgain(Transaction transaction) {
    var again = repeated.remove(transaction.wtxid());
    if (again != null) {
      for (var one : again) {
        if (!one.peer.isClosed()) {
          consider(one.peer, one.transaction);
        }
        one.peer.answered();
      }
    }
  }

  /** A block has become part of the active chain, and this node is not far behind. */
  void connected(Block block) {
    outcomes.connected(block);
    proceed();
  }
}
