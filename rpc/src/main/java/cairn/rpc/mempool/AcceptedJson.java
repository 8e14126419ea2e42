package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.MempoolAnswer.Accepted;
import cairn.ledger.MempoolAnswer.EffectiveFee;
import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a transaction that the mempool takes: its size and its fees. */
final class AcceptedJson {
  private AcceptedJson() {}

  /**
   * What {@link #put} adds.
   *
   * @param judged whether it is always told by which rate the transaction was judged
   */
  static List<Field> fields(boolean judged) {
    var rate = Result.amount("The rate that it was judged by, in BTC/kvB");
    var together =
        Result.array("What was taken together for that", Result.hex("a transaction's wtxid"));
    return List.of(
        optional(
            "vsize_adjusted",
            Result.number("The size by which fees count: more if there are many sigops")),
        optional("vsize", Result.number("The same (deprecated)")),
        optional("vsize_bip141", Result.number("The virtual size: a quarter of the weight")),
        optional(
            "fees",
            Result.object(
                "",
                field("base", Result.amount("What it pays, in BTC")),
                judged ? field("effective-feerate", rate) : optional("effective-feerate", rate),
                judged
                    ? field("effective-includes", together)
                    : optional("effective-includes", together))));
  }

  /** The fields that come with every answer, then those of {@link #fields}, then others. */
  static List<Field> fields(List<Field> before, boolean judged, List<Field> after) {
    var all = new ArrayList<>(before);
    all.addAll(fields(judged));
    all.addAll(after);
    return all;
  }

  static void put(Transaction transaction, Accepted answer, JsonObjectBuilder json) {
    put(transaction, answer.virtualSize(), answer.feeSats(), Optional.of(answer.judged()), json);
  }

  /** The same of one that may have been there before, so that nobody knows how it was judged. */
  static void put(
      Transaction transaction,
      long adjustedSize,
      long feeSats,
      Optional<EffectiveFee> judged,
      JsonObjectBuilder json) {
    var fees = Json.object().put("base", new Amount(feeSats));
    judged.ifPresent(fee ->
        fees.put("effective-feerate", fee.rate())
            .put(
                "effective-includes",
                Json.strings(fee.together().stream().map(Wtxid::display).toList())));
    json.put("vsize_adjusted", adjustedSize)
        .put("vsize", adjustedSize)
        .put("vsize_bip141", transaction.virtualSize())
        .put("fees", fees.build());
  }
}
