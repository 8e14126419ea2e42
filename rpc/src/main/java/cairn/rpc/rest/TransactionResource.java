package cairn.rpc.rest;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Ledger;
import cairn.ledger.index.IndexedTransaction;
import cairn.ledger.index.Indexes;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.rpc.json.Json;
import cairn.rpc.transactions.TransactionJson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /rest/tx/<txid>}: a transaction of the mempool, or with an index of them of a block. */
final class TransactionResource implements Resource {
  private static final Logger log = LoggerFactory.getLogger(TransactionResource.class);

  private final Ledger ledger;
  private final Indexes indexes;
  private final TransactionJson shape;

  TransactionResource(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
    this.shape = new TransactionJson(ledger.config().network().addresses(), false);
  }

  @Override
  public Answer answer(RestRequest request) throws RestException, InterruptedException {
    var txid = Txid.fromDisplay(Values.hash(request.parameter()));
    var entry = ledger.mempool().find(txid);
    if (entry != null) {
      var transaction = entry.transaction();
      return answer(request, transaction, () -> shape.of(transaction, List.of()));
    }
    var found = inBlock(txid, request);
    if (found.isEmpty()) {
      throw RestException.notFound(request.parameter() + " not found");
    }
    var transaction = found.get().transaction();
    var block = found.get().block().hash();
    return answer(request, transaction, () -> shape.of(transaction, block));
  }

  private static Answer answer(RestRequest request, Transaction transaction, Supplier<Json> json)
      throws RestException {
    return Answer.of(request.format(), Caching.NEVER, transaction::serialized, json);
  }

  private Optional<IndexedTransaction> inBlock(Txid txid, RestRequest request)
      throws RestException, InterruptedException {
    var index = indexes.transactions();
    if (index.isEmpty()) {
      return Optional.empty();
    }
    LedgerAnswers.await(request, index.get().caughtUp());
    try {
      return index.get().find(txid);
    } catch (BlockUnavailableException e) {
      log.warn("Transaction {} cannot be read: {}", txid, e.getMessage());
      return Optional.empty();
    }
  }
}
