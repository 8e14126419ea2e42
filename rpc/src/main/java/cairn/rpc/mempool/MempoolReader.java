package cairn.rpc.mempool;

import cairn.ledger.Mempool;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolView;
import cairn.primitives.Txid;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Result;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks up transactions of the mempool for methods. Thread-safe.
 *
 * @param bip125 whether it is told which of them say that they may be replaced
 */
public record MempoolReader(Mempool mempool, boolean bip125) {
  /**
   * What {@code look} sees of a transaction.
   *
   * @throws RpcException if that is not in the mempool
   */
  <T> T of(Txid txid, BiFunction<MempoolEntry, MempoolView, T> look) throws RpcException {
    @Nullable T seen =
        mempool.<@Nullable T>reading(view -> {
          var entry = mempool.find(txid);
          return entry == null ? null : look.apply(entry, view);
        });
    if (seen == null) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction not in mempool");
    }
    return seen;
  }

  /** All of some transactions, in that order. */
  List<EntryReport> reports(
      Function<MempoolView, ? extends Collection<? extends MempoolEntry>> some) {
    return mempool.reading(view -> reports(some.apply(view), view));
  }

  List<EntryReport> reports(Collection<? extends MempoolEntry> entries, MempoolView view) {
    return entries.stream().map(entry -> report(entry, view)).toList();
  }

  /** What is told of an entry; only within {@link Mempool#reading}. */
  EntryReport report(MempoolEntry entry, MempoolView view) {
    return EntryReport.of(entry, view, bip125);
  }

  /** What {@link EntryReport#json} gives. */
  Result entrySpec() {
    return EntryReport.spec(bip125);
  }

  /** What {@link #ids} gives. */
  static Result idsSpec() {
    return Result.array("", Result.hex("a transaction's id")).when("for verbose = false");
  }

  static Json.Arr ids(List<Txid> txids) {
    return Json.array(txids.size(), i -> Json.of(txids.get(i)));
  }

  static List<Txid> txids(Collection<? extends MempoolEntry> entries) {
    return entries.stream().map(entry -> entry.transaction().txid()).toList();
  }

  /** What {@link #byId} gives. */
  Result byIdSpec() {
    return Result.map("", "transactionid", entrySpec()).when("for verbose = true");
  }

  /** An object with all of them, by their ids. */
  Json byId(List<EntryReport> reports) {
    var unbroadcast = mempool.unbroadcast();
    return Json.object(
        reports.size(),
        i -> {
          var report = reports.get(i);
          return new Json.Member(report.txid().display(), report.json(unbroadcast));
        });
  }
}
