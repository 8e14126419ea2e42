package cairn.p2p.relay;

import static cairn.p2p.relay.RelayLogs.PACKAGES;
import static cairn.p2p.relay.RelayLogs.POOL;
import static cairn.p2p.relay.RelayLogs.REFUSALS;

import cairn.p2p.TransactionFault;
import cairn.p2p.TransactionPool;
import cairn.p2p.TransactionPool.Answer;
import cairn.p2p.peer.PeerId;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is remembered after the pool has decided on a transaction: what need not be fetched again,
 * what is kept until its parents come, and what may be tried again (Core's {@code
 * MempoolAcceptedTx} and {@code MempoolRejectedTx}).
 */
final class TransactionOutcomes {
  /** What others do about what became of a transaction. */
  interface Listener {
    /** It is in the pool, and others should know. */
    void announce(Wtxid wtxid);

    /** A peer has sent one that is in the pool now. */
    void useful(PeerId peer);

    /** The peer need not be told of {@code parent}: it has sent what spends it. */
    void knows(PeerId peer, Txid parent);

    /** It is not in the pool, but might be in the next block all the same. */
    void notInPool(Transaction transaction);
  }

  private final TransactionPool pool;
  private final TransactionDownload download;
  private final Orphanage orphanage;
  private final RecentDecisions decisions;
  private final Listener listener;

  TransactionOutcomes(
      TransactionPool pool,
      TransactionDownload download,
      Orphanage orphanage,
      RecentDecisions decisions,
      Listener listener) {
    this.pool = pool;
    this.download = download;
    this.orphanage = orphanage;
    this.decisions = decisions;
    this.listener = listener;
  }

  /** One that is in the pool should be announced, once more perhaps. */
  void announce(Transaction transaction) {
    listener.announce(transaction.wtxid());
  }

  /**
   * The pool has decided.
   *
   * @param first whether this node had not seen the transaction before
   */
  void settle(PeerId peer, Transaction transaction, Answer answer, boolean first) {
    switch (answer) {
      case Answer.Accepted(var replaced) -> {
        accepted(peer, transaction, replaced);
        if (first) {
          listener.useful(peer);
        }
      }
      case Answer.Refused refused -> refused(peer, transaction, refused, first);
      case Answer.Undecided() -> {}
    }
  }

  private void accepted(PeerId peer, Transaction transaction, List<Transaction> replaced) {
    download.forget(transaction);
    orphanage.addChildrenToWork(transaction);
    orphanage.remove(transaction.wtxid());
    POOL.debug(
        "AcceptToMemoryPool: peer={}: accepted {} (wtxid={})",
        peer,
        transaction.txid(),
        transaction.wtxid());
    listener.announce(transaction.wtxid());
    replaced.forEach(listener::notInPool);
  }

  private void refused(PeerId peer, Transaction transaction, Answer.Refused why, boolean first) {
    var txid = transaction.txid();
    var wtxid = transaction.wtxid();
    REFUSALS.debug(
        "{} (wtxid={}) from peer={} was not accepted: {}", txid, wtxid, peer, why.reason());
    boolean isNew = first;
    switch (why.fault()) {
      case MISSING_INPUTS -> {
        isNew &= !orphanage.has(wtxid);
        if (first && !decisions.isRejected(wtxid)) {
          keepOrphan(peer, transaction);
        }
      }
      // The same transaction may come again, whole: and who sees to that knows it by its wtxid.
      case WITNESS_STRIPPED, NO_POOL -> isNew = false;
      case RECONSIDERABLE -> {
        decisions.rejectAlone(wtxid);
        download.forget(wtxid);
      }
      case INPUTS_NOT_STANDARD -> {
        // What it spends is all that matters here, so no other witness would help.
        decisions.reject(wtxid);
        if (transaction.hasWitness()) {
          decisions.reject(txid);
        }
        download.forget(transaction);
      }
      case CONSENSUS, WITNESS_MUTATED, ALREADY_KNOWN, POLICY -> {
        decisions.reject(wtxid);
        download.forget(wtxid);
      }
    }
    if (why.fault() != TransactionFault.MISSING_INPUTS && orphanage.remove(wtxid)) {
      PACKAGES.debug("   removed orphan tx {} (wtxid={})", txid, wtxid);
    }
    if (isNew) {
      listener.notInPool(transaction);
    }
  }

  private void keepOrphan(PeerId peer, Transaction orphan) {
    if (isHopeless(TransactionDownload.parents(orphan))) {
      POOL.debug(
          "not keeping orphan with rejected parents {} (wtxid={})", orphan.txid(), orphan.wtxid());
      // No witness of its own would give it other parents, so its txid says enough.
      decisions.reject(orphan.txid());
      decisions.reject(orphan.wtxid());
    } else {
      var missing = download.missingParents(orphan);
      var announcers = new ArrayList<PeerId>();
      announcers.add(peer);
      announcers.addAll(download.candidates(orphan.txid()));
      announcers.addAll(download.candidates(orphan.wtxid()));
      for (var announcer : announcers) {
        if (download.resolveWith(announcer, orphan, missing)) {
          orphanage.add(orphan, announcer);
        }
      }
      missing.forEach(parent -> listener.knows(peer, parent));
    }
    download.forget(orphan);
  }

  /** Whether it will not be taken, not even if the parents come: one of them may pay too little. */
  private boolean isHopeless(Collection<Txid> parents) {
    int alone = 0;
    for (var parent : parents) {
      if (decisions.isRejected(parent)) {
        return true;
      }
      if (decisions.isRejectedAlone(parent) && pool.find(parent) == null) {
        alone++;
      }
    }
    return alone > 1;
  }

  /** A block has become part of the active chain, and this node is not far behind. */
  void connected(Block block) {
    orphanage.removeFor(block);
    for (var transaction : block.transactions()) {
      orphanage.addChildrenToWork(transaction);
      decisions.confirm(transaction);
      download.forget(transaction);
    }
  }
}
