package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Ledger;
import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;

/** {@code getmempoolinfo}: how much is in the mempool, and what it takes. */
public final class GetMempoolInfo implements RpcMethod {
  private static final List<Field> FIELDS =
      List.of(
          field("loaded", Result.bool("Whether what the last run has stored is loaded")),
          field("size", Result.number("How many transactions there are")),
          field("bytes", Result.number("Their virtual size, as fees count it")),
          field("usage", Result.number("How much memory they take, about, in bytes")),
          field(
              "total_fee",
              Result.amount("What they pay in BTC, without what the operator has added")),
          field("maxmempool", Result.number("How much memory they may take, in bytes")),
          field(
              "mempoolminfee", Result.amount("What a transaction must pay to come in, in BTC/kvB")),
          field(
              "minrelaytxfee",
              Result.amount("What one must pay even if there is room, in BTC/kvB")),
          field(
              "incrementalrelayfee",
              Result.number("How much more one must pay that replaces another, in BTC/kvB")),
          field(
              "unbroadcastcount",
              Result.number("How many were made here, and no peer has fetched yet")),
          field(
              "permitbaremultisig",
              Result.bool("Whether outputs may be multisig without being hashed")),
          field(
              "maxdatacarriersize",
              Result.number("How many bytes a transaction's OP_RETURN outputs may have")),
          field(
              "limitclustercount",
              Result.number("How many may hang together (-limitclustercount)")),
          field(
              "limitclustersize", Result.number("Their virtual size at most (-limitclustersize)")),
          field("optimal", Result.bool("Whether no better order to mine them in is possible")));

  private final Ledger ledger;
  private final boolean fullRbf;

  /**
   * @param fullRbf whether it is told that all transactions can be replaced
   */
  public GetMempoolInfo(Ledger ledger, boolean fullRbf) {
    this.ledger = ledger;
    this.fullRbf = fullRbf;
  }

  @Override
  public String name() {
    return "getmempoolinfo";
  }

  @Override
  public MethodSpec spec() {
    var fields = new ArrayList<>(FIELDS);
    if (fullRbf) {
      fields.add(
          field("fullrbf", Result.bool("That all transactions can be replaced (deprecated)")));
    }
    return MethodSpec.of(name(), "Returns how much is in the mempool, and what it takes.")
        .gives(Result.object("", fields.toArray(Field[]::new)))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var mempool = ledger.mempool();
    var summary = mempool.summary();
    var config = ledger.config().mempool();
    var policy = config.policy();
    var limits = config.limits();
    var json =
        Json.object()
            .put("loaded", mempool.isLoaded())
            .put("size", summary.count())
            .put("bytes", summary.virtualBytes())
            .put("usage", summary.memoryBytes())
            .put("total_fee", new Amount(summary.feeSats()))
            .put("maxmempool", limits.maxBytes())
            .put("mempoolminfee", higher(summary.minimumFee(), policy.minRelayFee()))
            .put("minrelaytxfee", policy.minRelayFee())
            .put("incrementalrelayfee", policy.incrementalRelayFee())
            .put("unbroadcastcount", mempool.unbroadcast().size())
            .put("permitbaremultisig", policy.permitBareMultisig())
            .put("maxdatacarriersize", policy.dataCarrierBytes())
            .put("limitclustercount", limits.clusterCount())
            .put("limitclustersize", limits.clusterVirtualBytes())
            .put("optimal", summary.optimal());
    return fullRbf ? json.put("fullrbf", true).build() : json.build();
  }

  private static FeeRate higher(FeeRate one, FeeRate other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
