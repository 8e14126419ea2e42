package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.DUST;
import static cairn.ledger.policy.Refusal.MISSING_EPHEMERAL_SPENDS;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one output of a transaction that may be dust is there to be spent at once, in the same block.
 *
 * <p>So the transaction pays nothing itself, and no miner has a reason to take it alone; and
 * whatever spends any output of it spends the dust too, and pays. All these rules are left out by
 * {@code -acceptnonstdtxn}.
 */
public final class EphemeralDust {
  /** A transaction that is refused for what it leaves behind. */
  public record Unspent(Transaction child, Refused refusal) {}

  private EphemeralDust() {}

  /**
   * A transaction with dust pays no fee.
   *
   * @param feeSats what it pays
   * @param modifiedFeeSats the same with what the operator has added or taken
   */
  public static PolicyVerdict paysNothing(
      Transaction transaction, FeeRate dustRelayFee, long feeSats, long modifiedFeeSats) {
    return (feeSats == 0 && modifiedFeeSats == 0) || Dust.of(transaction, dustRelayFee).isEmpty()
        ? OK
        : refused(DUST, "tx with dust output must be 0-fee");
  }

  /**
   * The first transaction of a package, or of a package of one, that spends from another and leaves
   * dust of it behind.
   *
   * @param inMempool finds what the package does not hold; null if the mempool has it neither
   */
  public static Optional<Unspent> firstUnspent(
      List<Transaction> transactions,
      FeeRate dustRelayFee,
      Function<Txid, @Nullable Transaction> inMempool) {
    var inPackage = new HashMap<Txid, Transaction>();
    transactions.forEach(transaction -> inPackage.put(transaction.txid(), transaction));
    Function<Txid, @Nullable Transaction> find =
        txid -> inPackage.containsKey(txid) ? inPackage.get(txid) : inMempool.apply(txid);
    return transactions.stream()
        .filter(child -> leavesDust(child, dustRelayFee, find))
        .findFirst()
        .map(child -> new Unspent(child, refusal(child)));
  }

  private static boolean leavesDust(
      Transaction child, FeeRate dustRelayFee, Function<Txid, @Nullable Transaction> find) {
    Set<OutPoint> spent = new HashSet<>();
    Set<Txid> parents = new HashSet<>();
    for (var input : child.inputs()) {
      spent.add(input.previousOutput());
      parents.add(input.previousOutput().txid());
    }
    for (var txid : parents) {
      var parent = find.apply(txid);
      if (parent != null && !spent.containsAll(Dust.of(parent, dustRelayFee))) {
        return true;
      }
    }
    return false;
  }

  private static Refused refusal(Transaction child) {
    return refused(
        MISSING_EPHEMERAL_SPENDS,
        "tx %s (wtxid=%s) did not spend parent's ephemeral dust"
            .formatted(child.txid(), child.wtxid()));
  }
}
