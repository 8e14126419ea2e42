package cairn.rpc.signing;

import cairn.ledger.Coin;
import cairn.ledger.Ledger;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the outputs that a transaction spends, in the mempool and among the coins. */
final class CoinFinder {
  private final Ledger ledger;

  CoinFinder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Those of the outputs that exist and are not spent by a block. */
  Map<OutPoint, TxOut> find(Call call, List<OutPoint> outPoints)
      throws RpcException, InterruptedException {
    var found = new HashMap<OutPoint, TxOut>();
    var inChain = new ArrayList<OutPoint>();
    for (var outPoint : outPoints) {
      var maker = ledger.mempool().find(outPoint.txid());
      if (maker == null) {
        inChain.add(outPoint);
      } else if (outPoint.index() < maker.transaction().outputs().size()) {
        found.put(outPoint, maker.transaction().outputs().get((int) outPoint.index()));
      }
    }
    var coins = Waits.answer(call.turn(), ledger.commands().coins(inChain));
    for (var outPoint : inChain) {
      Coin coin = coins.get(outPoint);
      if (coin != null) {
        found.put(outPoint, coin.output());
      }
    }
    return found;
  }

  /** Those that {@code transaction} spends. */
  Map<OutPoint, TxOut> find(Call call, Transaction transaction)
      throws RpcException, InterruptedException {
    return find(call, transaction.inputs().stream().map(TxIn::previousOutput).toList());
  }
}
