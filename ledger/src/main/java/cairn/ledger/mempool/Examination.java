package cairn.ledger.mempool;

import static cairn.ledger.mempool.PolicyException.require;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BIP125_REPLACEMENT_DISALLOWED;
import static cairn.ledger.policy.Refusal.TXN_ALREADY_IN_MEMPOOL;
import static cairn.ledger.policy.Refusal.TXN_SAME_NONWITNESS_DATA_IN_MEMPOOL;

import cairn.ledger.Coin;
import cairn.ledger.mempool.Entry.Arrival;
import cairn.ledger.policy.EphemeralDust;
import cairn.ledger.policy.FeeLimits;
import cairn.ledger.policy.NextBlock;
import cairn.ledger.policy.PolicyOptions;
import cairn.ledger.policy.StandardInputs;
import cairn.ledger.policy.StandardTransaction;
import cairn.ledger.policy.StandardWitnesses;
import cairn.ledger.policy.Truc;
import cairn.ledger.policy.VirtualSize;
import cairn.ledger.rules.SigOpCost;
import cairn.ledger.rules.Spend;
import cairn.ledger.rules.TransactionContents;
import cairn.ledger.rules.TransactionInputs;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at a transaction as far as that is quick (Core's PreChecks): it runs no scripts, as anyone
 * can have this done for nothing. The rules stand in Core's order, since the first that is broken
 * is told.
 */
final class Examination {
  private final Setting setting;
  private final Pool pool;
  private final ChainView chain;
  private final PolicyOptions policy;
  private final CoinSource coins;

  Examination(Setting setting, CoinSource coins) {
    this.setting = setting;
    this.pool = setting.pool();
    this.chain = setting.chain();
    this.policy = setting.policy();
    this.coins = coins;
  }

  /**
   * Examines one transaction.
   *
   * @throws PolicyException if it does not keep a rule
   */
  Applicant examine(Transaction transaction, Terms terms) throws PolicyException {
    require(TransactionContents.check(transaction));
    require(StandardTransaction.check(transaction, policy));
    require(NextBlock.lockTime(transaction, chain.next()));
    requireNew(transaction);
    var conflicts = conflicts(transaction, terms);
    var spent = coins.of(transaction);
    var spend = new Spend(transaction, List.copyOf(spent), chain.next(), ScriptFlags.STANDARD);
    var spending = new SpendingTransaction(transaction, spent.stream().map(Coin::output).toList());
    require(NextBlock.relativeLockTimes(spend));
    require(TransactionInputs.check(spend));
    if (!policy.acceptNonStandard()) {
      require(StandardInputs.check(spending));
      require(StandardWitnesses.check(spending));
    }
    var entry = entry(spend, spent, terms);
    if (!policy.acceptNonStandard()) {
      require(
          EphemeralDust.paysNothing(
              transaction, policy.dustRelayFee(), entry.feeSats(), entry.modifiedFeeSats()));
    }
    require(StandardInputs.sigOpsCost(entry.sigOpCost()));
    if (!terms.bypassesLimits() && !terms.feesTogether()) {
      requireFee(entry);
    }
    return restricted(entry, spending, conflicts, terms);
  }

  private void requireNew(Transaction transaction) throws PolicyException {
    if (pool.find(transaction.wtxid()) != null) {
      require(refused(TXN_ALREADY_IN_MEMPOOL));
    }
    if (pool.find(transaction.txid()) != null) {
      require(refused(TXN_SAME_NONWITNESS_DATA_IN_MEMPOOL));
    }
  }

  private Set<Entry> conflicts(Transaction transaction, Terms terms) throws PolicyException {
    var conflicts = new LinkedHashSet<Entry>();
    for (var input : transaction.inputs()) {
      var other = pool.spender(input.previousOutput());
      if (other != null) {
        if (!terms.mayReplace()) {
          require(refused(BIP125_REPLACEMENT_DISALLOWED));
        }
        conflicts.add(other);
      }
    }
    return conflicts;
  }

  private Entry entry(Spend spend, List<Coin> spent, Terms terms) {
    var transaction = spend.transaction();
    int sigOpCost = SigOpCost.of(spend);
    int height = chain.next().height() - 1;
    long sequence = terms.bypassesLimits() ? 0 : setting.housekeeping().nextSequence();
    return new Entry(
        transaction,
        TransactionInputs.feeSats(spend),
        setting.priorities().of(transaction.txid()),
        VirtualSize.adjustedWeight(transaction, sigOpCost, policy.bytesPerSigOp()),
        sigOpCost,
        spent.stream().anyMatch(Coin::coinbase),
        new Arrival(terms.time(), height, sequence));
  }

  private void requireFee(Entry entry) throws PolicyException {
    try {
      require(
          FeeLimits.atLeast(
              entry.virtualSize(),
              entry.modifiedFeeSats(),
              setting.housekeeping().minimumFee(),
              policy.minRelayFee()));
    } catch (PolicyException e) {
      throw e.judgedBy(entry.ownFee());
    }
  }

  /** Asks for the rules of version 3, which may let another go for this one. */
  private Applicant restricted(
      Entry entry, SpendingTransaction spending, Set<Entry> conflicts, Terms terms)
      throws PolicyException {
    var parents = pool.parents(entry.transaction());
    boolean evictsSibling = false;
    if (!terms.bypassesLimits()) {
      var violation =
          Truc.firstViolation(
              entry.transaction(),
              entry.virtualSize(),
              parents.stream().map(Entry::transaction).toList(),
              txids(conflicts),
              new Relatives(pool));
      if (violation.isPresent()) {
        var sibling = violation.get().sibling();
        var rival = sibling == null ? null : pool.find(sibling.txid());
        if (rival == null || !terms.mayEvictSibling()) {
          require(violation.get().refusal());
        } else {
          conflicts.add(rival);
          evictsSibling = true;
        }
      }
    }
    return new Applicant(entry, spending, conflicts, evictsSibling, parents);
  }

  static Set<Txid> txids(Set<Entry> entries) {
    return entries.stream().map(Entry::txid).collect(Collectors.toSet());
  }
}
