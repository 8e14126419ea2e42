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
 * comes back, and what cannot be in the next block goes. For the chain thread.
 */
final class Return {
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final ChainView chain;
  private final Acceptance acceptance;
  private final Relinking relinking;

  /** Those that have come back, of which the pool does not know yet what spends them. */
  private final List<Entry> returned = new ArrayList<>();

  Return(Setting setting, Acceptance acceptance) {
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.chain = setting.chain();
    this.acceptance = acceptance;
    this.relinking = new Relinking(pool, housekeeping, setting.limits());
  }

  /**
   * Takes back what was in blocks that are no longer part of the chain, and is in none that are.
   *
   * @param transactions each after those that it spends
   * @param time from which they are in the pool, in seconds since 1970
   */
  void takeBack(List<Transaction> transactions, long time) {
    for (var transaction : transactions) {
      var entry = accepted(transaction, time);
      if (entry == null) {
        housekeeping.removeWithDescendants(transaction, Removal.REORGANISATION);
      } else {
        returned.add(entry);
      }
    }
  }

  /** Joins those that have come back to what was there before and spends them. */
  void relink() {
    if (!returned.isEmpty()) {
      relinking.withChildren(List.copyOf(returned));
      returned.clear();
    }
  }

  /** All have come back that can. */
  void finish() {
    relink();
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
