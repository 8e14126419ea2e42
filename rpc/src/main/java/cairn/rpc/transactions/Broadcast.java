package cairn.rpc.transactions;

import cairn.ledger.Ledger;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolEntry;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.RefusalKind;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.net.NetworkQuestions;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
   * with another witness.
   *
   * @param maxRate above which it is not taken
   * @throws RpcException if it cannot be in the mempool, or is in a block
   */
  public void send(Call call, Transaction transaction, Optional<FeeRate> maxRate)
      throws RpcException, InterruptedException {
    if (hasCoins(call, transaction)) {
      throw new RpcException(
          ErrorCode.VERIFY_ALREADY_IN_UTXO_SET, "Transaction outputs already in utxo set");
    }
    if (find(transaction) == null) {
      if (maxRate.isPresent()) {
        checkFee(call, transaction, maxRate.get());
      }
      submit(call, transaction);
    }
    announce(call, transaction);
  }

  /** Announces a transaction to all peers that want such, if it is in the mempool. */
  public void announce(Call call, Transaction transaction)
      throws RpcException, InterruptedException {
    var entry = find(transaction);
    if (entry != null && network != null) {
      var wtxid = entry.transaction().wtxid();
      network.tell(call, control -> control.announce(wtxid));
    }
  }

  private @Nullable MempoolEntry find(Transaction transaction) {
    return ledger.mempool().find(transaction.txid());
  }

  private boolean hasCoins(Call call, Transaction transaction)
      throws RpcException, InterruptedException {
    var outputs =
        LongStream.range(0, transaction.outputs().size())
            .mapToObj(index -> new OutPoint(transaction.txid(), index))
            .toList();
    return !Waits.answer(call.turn(), ledger.commands().coins(outputs)).isEmpty();
  }

  private void checkFee(Call call, Transaction transaction, FeeRate maxRate)
      throws RpcException, InterruptedException {
    var answer = Waits.answer(call.turn(), ledger.commands().test(List.of(transaction)));
    switch (answer.transactions().get(transaction.wtxid())) {
      case MempoolAnswer.Accepted accepted -> {
        if (accepted.feeSats() > maxRate.feeFor(transaction.virtualSize())) {
          throw new RpcException(
              ErrorCode.VERIFY_ERROR,
              "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
        }
      }
      case MempoolAnswer.Refused(var why, _) -> throwUnlessThere(transaction, why);
      case null, default -> {} // it has come in meanwhile
    }
  }

  private void submit(Call call, Transaction transaction)
      throws RpcException, InterruptedException {
    var answer = Waits.answer(call.turn(), ledger.commands().offer(transaction));
    switch (answer) {
      case MempoolAnswer.Accepted _ -> ledger.mempool().broadcast(transaction.txid());
      case MempoolAnswer.Refused(var why, _) -> throwUnlessThere(transaction, why);
      case MempoolAnswer.AlreadyThere _, MempoolAnswer.OtherWitness _ -> {}
    }
  }

  /** Between two questions, a peer may have sent the same transaction. */
  private void throwUnlessThere(Transaction transaction, PolicyVerdict.Refused why)
      throws RpcException {
    if (find(transaction) == null) {
      throw new RpcException(
          why.kind() == RefusalKind.MISSING_INPUTS
              ? ErrorCode.VERIFY_ERROR
              : ErrorCode.VERIFY_REJECTED,
          why.toString());
    }
  }
}
