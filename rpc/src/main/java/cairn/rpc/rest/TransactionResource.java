package cairn.rpc.rest;

import cairn.ledger.Ledger;
import cairn.primitives.Txid;
import cairn.rpc.transactions.TransactionJson;
import java.util.List;

/** {@code /rest/tx/<txid>}: a transaction of the mempool. */
final class TransactionResource implements Resource {
  private final Ledger ledger;
  private final TransactionJson shape;

  TransactionResource(Ledger ledger) {
    this.ledger = ledger;
    this.shape = new TransactionJson(ledger.config().network().addresses(), false);
  }

  @Override
  public Answer answer(RestRequest request) throws RestException {
    var txid = Txid.fromDisplay(Values.hash(request.parameter()));
    var entry = ledger.mempool().find(txid);
    if (entry == null) {
      throw RestException.notFound(request.parameter() + " not found");
    }
    var transaction = entry.transaction();
    return Answer.of(
        request.format(),
        Caching.NEVER,
        transaction::serialized,
        () -> shape.of(transaction, List.of()));
  }
}
