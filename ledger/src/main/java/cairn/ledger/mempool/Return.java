package cairn.ledger.mempool;

import cairn.ledger.Coin;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolListener.Removal;
import cairn.ledger.policy.NextBlock;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.RelativeLockTime;
import cairn.ledger.rules.Spend;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reorganisation does to the pool (Core's MaybeUpdateMempoolForReorg): what was in blocks
 * comes back, and what cannot be in the next block goes.
 */
final class Return {
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final ChainView chain;
  private final Acceptance acceptance;
  private final Relinking relinking;

  Return(Setting setting, Acceptance acceptance) {
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.chain = setting.chain();
    this.acceptance = acceptance;
    this.relinking = new Relinking(pool, housekeeping, setting.limits());
  }

  /**
   * The chain has become another.
   *
   * @param transactions of blocks that are not part of it, each after those that it spends, unless
   *     they are in other blocks that are
   * @param time from which they are in the pool, in seconds since 1970
   */
  void reorganised(List<Transaction> transactions, long time) {
    var returned = new ArrayList<Entry>();
    for (var transaction : transactions) {
      var entry = accepted(transaction, time);
      if (entry == null) {
        housekeeping.removeWithDescendants(transaction, Removal.REORGANISATION);
      } else {
        returned.add(entry);
      }
    }
    relinking.withChildren(returned);
    housekeeping.removeWithDescendants(
        pool.all().stream().filter(entry -> !mayBeNext(entry)).toList(), Removal.REORGANISATION);
    housekeeping.limit();
  }

  private @Nullable Entry accepted(Transaction transaction, long time) {
    return !transaction.isCoinbase()
            && acceptance.offer(transaction, Terms.returning(time))
                instanceof MempoolAnswer.Accepted
        ? pool.find(transaction.txid())
        : null;
  }

  /** Whether the next block can have it: its time has come, and its coins are mature. */
  private boolean mayBeNext(Entry entry) {
    var transaction = entry.transaction();
    if (!NextBlock.lockTime(transaction, chain.next()).isAccepted()) {
      return false;
    }
    if (!entry.spendsCoinbase() && !hasRelativeLockTimes(transaction)) {
      return true;
    }
    try {
      var coins = new CoinSource(chain, pool).of(transaction);
      var spend = new Spend(transaction, List.copyOf(coins), chain.next(), ScriptFlags.STANDARD);
      return NextBlock.relativeLockTimes(spend).isAccepted()
          && coins.stream().allMatch(this::isMature);
    } catch (PolicyException e) {
      throw new IllegalStateException("the pool has " + entry + " without its coins", e);
    }
  }

  private boolean isMature(Coin coin) {
    return !coin.coinbase() || chain.next().height() - coin.height() >= Limits.COINBASE_MATURITY;
  }

  private static boolean hasRelativeLockTimes(Transaction transaction) {
    return transaction.inputs().stream()
        .anyMatch(input -> (input.sequence() & RelativeLockTime.DISABLED) == 0);
  }
}
