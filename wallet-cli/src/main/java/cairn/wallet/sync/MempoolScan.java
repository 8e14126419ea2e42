package cairn.wallet.sync;

import cairn.primitives.Transaction;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.rpc.NodeClient.Call;
import cairn.wallet.store.TxState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the wallet's transactions that are in no block yet in a node's mempool. */
final class MempoolScan {
  /** How many transactions are looked at one by one: more would take too long at each command. */
  private static final int MOST = 5000;

  private static final int AT_A_TIME = 200;

  private final Wallet wallet;
  private final NodeClient node;

  MempoolScan(Wallet wallet, NodeClient node) {
    this.wallet = wallet;
    this.node = node;
  }

  /** Looks; false if there was too much to look at everything. */
  boolean run() throws WalletException {
    var pool = new HashSet<String>();
    for (var txid : node.call("getrawmempool").items()) {
      pool.add(txid.text());
    }
    var known = settle(pool);
    pool.removeAll(known);
    if (pool.size() > MOST) {
      return false;
    }
    if (!pool.isEmpty()) {
      record(fetch(List.copyOf(pool)));
    }
    return true;
  }

  /** Notes which of the wallet's transactions the node knows; the ids of those that count. */
  private Set<String> settle(Set<String> pool) throws WalletException {
    var known = new HashSet<String>();
    wallet
        .database()
        .atomically(() -> {
          for (var stored : wallet.transactions().unconfirmed()) {
            var txid = stored.transaction().txid();
            known.add(txid.toString());
            if (pool.contains(txid.toString())) {
              if (stored.state() != TxState.PENDING) {
                wallet.transactions().setState(txid, TxState.PENDING);
              }
            } else if (stored.allInputsOurs()) {
              // Ours can be sent again; it may come from a process that died before it had sent it.
              wallet.transactions().setState(txid, TxState.RECORDED);
            } else {
              wallet.transactions().end(txid, TxState.ABANDONED);
            }
          }
        });
    return known;
  }

  private List<Transaction> fetch(List<String> txids) throws WalletException {
    var transactions = new ArrayList<Transaction>();
    for (int from = 0; from < txids.size(); from += AT_A_TIME) {
      var calls =
          txids.subList(from, Math.min(txids.size(), from + AT_A_TIME)).stream()
              .map(txid -> Call.of("getrawtransaction", txid))
              .toList();
      for (var answer : node.findAll(calls)) {
        if (!answer.isNull()) { // else it has left meanwhile
          transactions.add(NodeChain.transaction(answer));
        }
      }
    }
    return transactions;
  }

  /** Writes down those that concern the wallet, in whichever order they spend each other. */
  private void record(List<Transaction> transactions) throws WalletException {
    var recorder = new Recorder(wallet);
    long now = Instant.now().getEpochSecond();
    wallet
        .database()
        .atomically(() -> {
          var left = new ArrayList<>(transactions);
          boolean found = true;
          while (found) {
            found = false;
            for (var each : List.copyOf(left)) {
              if (recorder.concerns(each)) {
                recorder.record(each, TxState.PENDING, OptionalInt.empty(), now);
                // Another wallet of the same words may have replaced one that this wallet sent.
                wallet.transactions().endRivals(each);
                left.remove(each);
                found = true;
              }
            }
          }
        });
  }
}
