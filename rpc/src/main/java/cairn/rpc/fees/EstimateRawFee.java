package cairn.rpc.fees;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.fees.FeeEstimator;
import cairn.ledger.fees.FeeRange;
import cairn.ledger.fees.Horizon;
import cairn.ledger.fees.RateFinding;
import cairn.primitives.FeeRate;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code estimaterawfee}: what the counts say by which fees are estimated. */
public final class EstimateRawFee implements RpcMethod {
  private final @Nullable FeeEstimator estimator;

  /**
   * @param estimator null if there is none
   */
  public EstimateRawFee(@Nullable FeeEstimator estimator) {
    this.estimator = estimator;
  }

  @Override
  public String name() {
    return "estimaterawfee";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns what the counts say by which fees are estimated. It may change with them.")
        .takes(
            Targets.ARGUMENT,
            Argument.number(
                    "threshold",
                    "The part of transactions at a fee rate that has to be mined by then")
                .orElse(Json.of(0.95)))
        .gives(
            Result.object(
                "for each horizon of time that counts so many blocks",
                Arrays.stream(Horizon.values())
                    .map(horizon -> optional(horizon.label(), horizonSpec()))
                    .toList()))
        .example("6", "0.9")
        .build();
  }

  private static Result horizonSpec() {
    return Result.object(
        "",
        optional("feerate", Result.number("What to pay, in BTC/kvB")),
        field("decay", Result.number("What is left of each count after a block")),
        field("scale", Result.number("How many blocks are counted as one")),
        optional("pass", rangeSpec("The cheapest that were mined soon enough")),
        optional("fail", rangeSpec("The dearest that were not")),
        optional("errors", Result.array("Why the fee is not known", Result.string(""))));
  }

  private static Result rangeSpec(String description) {
    return Result.object(
        description,
        field("startrange", Result.number("What they pay more than, in satoshis for 1,000 vB")),
        field("endrange", Result.number("What they pay at most")),
        field("withintarget", Result.number("How many were mined in time")),
        field("totalconfirmed", Result.number("How many were mined")),
        field("inmempool", Result.number("How many wait for longer")),
        field("leftmempool", Result.number("How many have waited for longer, and are gone")));
  }

  @Override
  public Json call(Call call) throws RpcException {
    var fees = Targets.estimator(estimator);
    int target = Targets.of(call, fees);
    double threshold = call.real("threshold");
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Invalid threshold");
    }
    var json = Json.object();
    for (var horizon : Horizon.values()) {
      if (target <= fees.maxBlocks(horizon)) {
        json.put(horizon.label(), json(fees.look(target, threshold, horizon)));
      }
    }
    return json.build();
  }

  private static Json json(RateFinding finding) {
    long rate = finding.median() < 0 ? 0 : Math.round(finding.median());
    var json = Json.object();
    if (rate != 0) {
      json.put("feerate", FeeRate.perKilobyte(rate));
    }
    json.put("decay", finding.decay()).put("scale", finding.blocksPerPeriod());
    if (rate != 0) {
      json.put("pass", json(finding.pass()));
    }
    if (rate == 0 || !finding.fail().isNone()) {
      json.put("fail", json(finding.fail()));
    }
    if (rate == 0) {
      json.put(
          "errors",
          Json.strings(List.of("Insufficient data or no feerate found which meets threshold")));
    }
    return json.build();
  }

  private static Json json(FeeRange range) {
    return Json.object()
        .put("startrange", rounded(range.start()))
        .put("endrange", rounded(range.end()))
        .put("withintarget", hundredths(range.withinTarget()))
        .put("totalconfirmed", hundredths(range.confirmed()))
        .put("inmempool", hundredths(range.waiting()))
        .put("leftmempool", hundredths(range.gone()))
        .build();
  }

  /** Halves go away from zero. */
  private static double rounded(double number) {
    return Math.copySign(Math.floor(Math.abs(number) + 0.5), number);
  }

  private static double hundredths(double number) {
    return rounded(number * 100) / 100;
  }
}
