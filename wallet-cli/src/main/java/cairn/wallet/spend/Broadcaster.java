package cairn.wallet.spend;

import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.rpc.NodeError;
import cairn.wallet.store.TxState;
import cairn.wallet.sync.Recorder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends transactions: asks the node whether it would take one, writes it down, and then sends it. A
 * process that dies in between leaves nothing, or a transaction that is written down, of which the
 * next synchronization finds out whether it was sent.
 */
public final class Broadcaster {
  /** What a node is told that is to take a transaction at any fee rate. */
  private static final int NO_LIMIT = 0;

  private final Wallet wallet;
  private final NodeClient node;
  private final boolean anyFee;

  public Broadcaster(Wallet wallet, NodeClient node) {
    this(wallet, node, false);
  }

  /**
   * @param anyFee whether the owner allows a fee rate that the node would rather not believe
   */
  public Broadcaster(Wallet wallet, NodeClient node, boolean anyFee) {
    this.wallet = wallet;
    this.node = node;
    this.anyFee = anyFee;
  }

  /**
   * Says that the node would take a transaction.
   *
   * @throws WalletException with the node's reason if it would not
   */
  public void check(Transaction transaction) throws WalletException {
    var hex = List.of(transaction.serialized().toHex());
    var answers =
        (anyFee
                ? node.call("testmempoolaccept", hex, NO_LIMIT)
                : node.call("testmempoolaccept", hex))
            .items();
    var answer = answers.isEmpty() ? Json.missing() : answers.getFirst();
    if (!answer.get("allowed").isTrue()) {
      var reason = answer.get("reject-reason").optionalText().orElse("no reason");
      if (!reason.equals("txn-already-in-mempool")) {
        throw WalletException.failed("the node would not take this transaction: " + reason);
      }
    }
  }

  /**
   * Writes a transaction down and sends it.
   *
   * @param replaced the transaction whose place it takes
   * @param now in seconds since 1970
   */
  public void send(Transaction transaction, Optional<Txid> replaced, long now)
      throws WalletException {
    check(transaction);
    record(transaction, replaced, now);
    try {
      resend(transaction);
    } catch (NodeError e) {
      if (e.code() != NodeError.WARMING_UP) {
        undo(transaction, replaced);
      }
      throw e;
    }
  }

  private void record(Transaction transaction, Optional<Txid> replaced, long now)
      throws WalletException {
    var recorder = new Recorder(wallet);
    wallet
        .database()
        .atomically(() -> {
          if (replaced.isPresent()) {
            wallet.transactions().end(replaced.get(), TxState.REPLACED);
          }
          recorder.record(transaction, TxState.RECORDED, OptionalInt.empty(), now);
        });
  }

  /** It was refused, so nobody has it: neither is it paid nor has it replaced anything. */
  private void undo(Transaction transaction, Optional<Txid> replaced) throws WalletException {
    wallet
        .database()
        .atomically(() -> {
          wallet.transactions().end(transaction.txid(), TxState.ABANDONED);
          if (replaced.isPresent()) {
            wallet.transactions().setState(replaced.get(), TxState.PENDING);
          }
        });
  }

  /**
   * Sends a transaction that is written down.
   *
   * @throws NodeError if the node refuses it, and then it stays as it was: others may have it
   */
  public void resend(Transaction transaction) throws WalletException {
    try {
      // The fee was judged by what asked for this, and by the node before it was written down.
      node.call("sendrawtransaction", transaction.serialized().toHex(), NO_LIMIT);
    } catch (NodeError e) {
      if (e.code() != NodeError.ALREADY_IN_CHAIN) {
        throw e;
      }
    }
    wallet.transactions().setState(transaction.txid(), TxState.PENDING);
  }
}
