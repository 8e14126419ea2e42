package cairn.ledger.mempool;

import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.BAD_TXNS_INPUTS_MISSINGORSPENT;
import static cairn.ledger.policy.Refusal.TXN_ALREADY_KNOWN;

import cairn.ledger.Coin;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coins that a transaction may spend: those of the chain, and the outputs of the pool and of
 * transactions that are offered together with it. Whether another in the pool spends them already
 * is not told.
 */
final class CoinSource {
  private final ChainView chain;
  private final Pool pool;
  private final Map<Txid, Transaction> together = new HashMap<>();

  CoinSource(ChainView chain, Pool pool) {
    this.chain = chain;
    this.pool = pool;
  }

  /** Lets others spend the outputs of a transaction that is offered together with them. */
  void add(Transaction transaction) {
    together.put(transaction.txid(), transaction);
  }

  /**
   * One coin for each input, in order. What is in no block yet counts as if it were in the next.
   *
   * @throws PolicyException if there is none for one of them
   */
  List<Coin> of(Transaction transaction) throws PolicyException {
    var coins = new ArrayList<Coin>(transaction.inputs().size());
    for (var input : transaction.inputs()) {
      var coin = find(input.previousOutput());
      if (coin == null) {
        PolicyException.require(
            refused(isKnown(transaction) ? TXN_ALREADY_KNOWN : BAD_TXNS_INPUTS_MISSINGORSPENT));
      } else {
        coins.add(coin);
      }
    }
    return coins;
  }

  private @Nullable Coin find(OutPoint outpoint) {
    var entry = pool.find(outpoint.txid());
    var made = entry == null ? together.get(outpoint.txid()) : entry.transaction();
    if (made == null) {
      return chain.coin(outpoint);
    }
    return outpoint.index() < made.outputs().size()
        ? new Coin(made.outputs().get((int) outpoint.index()), chain.next().height(), false)
        : null;
  }

  /** Whether it is in the chain itself, as far as that is quick to tell. */
  private boolean isKnown(Transaction transaction) {
    for (int i = 0; i < transaction.outputs().size(); i++) {
      if (chain.hasRecentCoin(new OutPoint(transaction.txid(), i))) {
        return true;
      }
    }
    return false;
  }
}
