package cairn.rpc.transactions;

import cairn.ledger.BroadcastAnswer;
import cairn.ledger.Ledger;
import cairn.ledger.policy.RefusalKind;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.net.NetworkQuestions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands transactions of callers to the mempool, and to peers (Core's BroadcastTransaction). */
public final class Broadcast {
  private final Ledger ledger;
  private final @Nullable NetworkQuestions network;

  /**
   * @param network null if there are no peers
   */
  public Broadcast(Ledger ledger, @Nullable NetworkQuestions network) {
    this.ledger = ledger;
    this.network = network;
  }

  /**
   * Has a transaction in the mempool, and announces it; one that is there already, too, perhaps
   * with another witness. Or sends it over connections of its own, and leaves the mempool as it is.
   *
   * @param maxRate above which it is not taken
   * @throws RpcException if it cannot be in the mempool, or is in a block, or cannot be sent
   */
  public void send(Call call, Transaction transaction, Optional<FeeRate> maxRate)
      throws RpcException, InterruptedException {
    if (network != null && network.sendsOwnPrivately()) {
      sendPrivately(call, network, transaction, maxRate);
      return;
    }
    var answer = Waits.answer(call.turn(), ledger.commands().broadcast(transaction, maxRate));
    check(answer);
    if (answer instanceof BroadcastAnswer.InMempool(var wtxid)) {
      announce(call, wtxid);
    }
  }

  private void sendPrivately(
      Call call, NetworkQuestions peers, Transaction transaction, Optional<FeeRate> maxRate)
      throws RpcException, InterruptedException {
    if (!peers.reachesTor()) {
      throw new RpcException(
          ErrorCode.MISC_ERROR,
          "-privatebroadcast is enabled, but none of the Tor or I2P networks is reachable. Name the"
              + " proxy of Tor with -onion or -proxy.");
    }
    check(Waits.answer(call.turn(), ledger.commands().testBroadcast(transaction, maxRate)));
    if (!peers.ask(call, control -> control.sendPrivately(transaction))) {
      throw new RpcException(ErrorCode.LIMIT_EXCEEDED, "Private broadcast queue is full");
    }
  }

  private static void check(BroadcastAnswer answer) throws RpcException {
    switch (answer) {
      case BroadcastAnswer.InMempool _, BroadcastAnswer.Acceptable _ -> {}
      case BroadcastAnswer.InChain _ ->
          throw new RpcException(
              ErrorCode.VERIFY_ALREADY_IN_UTXO_SET, "Transaction outputs already in utxo set");
      case BroadcastAnswer.TooExpensive _ ->
          throw new RpcException(
              ErrorCode.VERIFY_ERROR,
              "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
      case BroadcastAnswer.Refused(var why) ->
          throw new RpcException(
              why.kind() == RefusalKind.MISSING_INPUTS
                  ? ErrorCode.VERIFY_ERROR
                  : ErrorCode.VERIFY_REJECTED,
              why.toString());
    }
  }

  /** Announces a transaction to all peers that want such, if it is in the mempool. */
  public void announce(Call call, Transaction transaction)
      throws RpcException, InterruptedException {
    var entry = ledger.mempool().find(transaction.txid());
    if (entry != null) {
      announce(call, entry.transaction().wtxid());
    }
  }

  private void announce(Call call, Wtxid transaction) throws RpcException, InterruptedException {
    if (network != null) {
      network.tellAhead(call, control -> control.announce(transaction));
    }
  }
}
