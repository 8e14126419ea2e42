package cairn.rpc.signing;

import cairn.ledger.Ledger;
import cairn.ledger.index.IndexedTransaction;
import cairn.ledger.index.Indexes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtInput;
import cairn.primitives.psbt.PsbtSigner.Options;
import cairn.primitives.psbt.PsbtSigner.Outcome;
import cairn.primitives.signing.SignatureData;
import cairn.primitives.signing.SigningProvider;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.transactions.TransactionLookup;
import cairn.rpc.util.Descriptors;
import java.util.ArrayList;
import java.util.Optional;

/** Fills in what the node knows of the outputs that a PSBT spends, and what descriptors tell. */
final class PsbtUpdate {
  private final Ledger ledger;
  private final Indexes indexes;

  PsbtUpdate(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  static Argument argument() {
    return Argument.array(
        "descriptors",
        "Descriptors of outputs, each a string or an object",
        Argument.string("", "A descriptor").optional(),
        Argument.object(
                "",
                "An object with a descriptor",
                Argument.string("desc", "A descriptor"),
                Argument.range("range", "The last index, or the first and the last")
                    .orElse(Json.of(1000)))
            .optional());
  }

  /** What the descriptors that are passed tell of keys and scripts. */
  SigningProvider provider(Json descriptors, boolean secrets) throws RpcException {
    var provider = new SigningProvider();
    if (!descriptors.isNull()) {
      var format = ledger.config().network().addresses();
      for (var descriptor : descriptors.asArray()) {
        provider.addAll(Descriptors.sought(descriptor, format, secrets).provider());
      }
    }
    return provider;
  }

  /** Fills in, and signs with the secret keys that {@code provider} knows. */
  void update(Call call, Psbt psbt, SigningProvider provider, Options options)
      throws RpcException, InterruptedException {
    findSpent(call, psbt, provider);
    if (psbt.unsigned().isEmpty()) {
      throw Psbts.failure(Outcome.INVALID_TRANSACTION);
    }
    for (int i = 0; i < psbt.inputs().size(); i++) {
      if (!psbt.inputs().get(i).isFinal()) {
        var outcome = Verifier.SIGNER.sign(psbt, i, provider, options, false, new SignatureData());
        if (outcome == Outcome.SIGHASH_MISMATCH) {
          throw Psbts.failure(outcome);
        }
      }
    }
    for (int i = 0; i < psbt.outputs().size(); i++) {
      Verifier.SIGNER.update(psbt, i, provider);
    }
    Verifier.SIGNER.dropUnneeded(psbt);
  }

  private void findSpent(Call call, Psbt psbt, SigningProvider provider)
      throws RpcException, InterruptedException {
    var sought = new ArrayList<OutPoint>();
    for (var input : psbt.inputs()) {
      if (input.previousTransaction.isEmpty()) {
        input.previousTransaction = transaction(call, input.outPoint().txid());
        if (input.previousTransaction.isEmpty()) {
          sought.add(input.outPoint());
        }
      }
    }
    if (sought.isEmpty()) {
      return;
    }
    var coins = new CoinFinder(ledger).find(call, sought);
    for (PsbtInput input : psbt.inputs()) {
      var coin = coins.get(input.outPoint());
      if (input.previousTransaction.isEmpty()
          && coin != null
          && isSegwit(coin.scriptPubKey(), provider)) {
        input.witnessOutput = Optional.of(coin);
      }
    }
  }

  /** The transaction, if it is in the mempool or there is an index that knows it. */
  private Optional<Transaction> transaction(Call call, Txid txid)
      throws RpcException, InterruptedException {
    var entry = ledger.mempool().find(txid);
    if (entry != null) {
      return Optional.of(entry.transaction());
    }
    var index = indexes.transactions();
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Waits.answer(call.turn(), index.get().caughtUp());
    return TransactionLookup.find(index.get(), txid).map(IndexedTransaction::transaction);
  }

  private static boolean isSegwit(Script script, SigningProvider provider) {
    if (script.witnessProgram() != null) {
      return true;
    }
    return script.isPayToScriptHash()
        && provider
            .script(script.bytes().slice(2, 22))
            .filter(inner -> inner.witnessProgram() != null)
            .isPresent();
  }
}
