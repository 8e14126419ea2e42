package cairn.rpc.fees;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.ledger.fees.FeeEstimator;
import cairn.primitives.FeeRate;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code estimatesmartfee}: what a transaction should pay to be mined soon enough. */
public final class EstimateSmartFee implements RpcMethod {
  private static final String CONSERVATIVE = "conservative";
  private static final List<String> MODES = List.of("unset", "economical", CONSERVATIVE);

  private final Ledger ledger;
  private final @Nullable FeeEstimator estimator;

  /**
   * @param estimator null if there is none
   */
  public EstimateSmartFee(Ledger ledger, @Nullable FeeEstimator estimator) {
    this.ledger = ledger;
    this.estimator = estimator;
  }

  @Override
  public String name() {
    return "estimatesmartfee";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Estimates what a transaction should pay, for its virtual size, so that it is probably"
                + " mined within some blocks.",
            "It is learnt from how long other transactions have waited.")
        .takes(
            Targets.ARGUMENT,
            Argument.string(
                    "estimate_mode",
                    "\"economical\" follows the fees of late, \"conservative\" does not fall as"
                        + " soon as they do; \"unset\" is the first of them")
                .orElse(Json.of("economical")))
        .gives(
            Result.object(
                "",
                optional("feerate", Result.number("What to pay, in BTC/kvB")),
                optional("errors", Result.array("Why that is not known", Result.string(""))),
                field(
                    "blocks",
                    Result.number(
                        "Within how many blocks: at least 2, and no more than can be said yet"))))
        .example("6")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var fees = Targets.estimator(estimator);
    int target = Targets.of(call, fees);
    var mode = call.text("estimate_mode").toLowerCase(Locale.ROOT);
    if (!MODES.contains(mode)) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Invalid estimate_mode parameter, must be one of: \"%s\""
              .formatted(String.join("\", \"", MODES)));
    }
    var estimate = fees.estimate(target, mode.equals(CONSERVATIVE));
    var json = Json.object();
    if (estimate.rate().isPresent()) {
      json.put("feerate", atLeast(estimate.rate().get()));
    } else {
      json.put("errors", Json.strings(List.of("Insufficient data or no feerate found")));
    }
    return json.put("blocks", estimate.blocks()).build();
  }

  /** The same, or more if the mempool would not take a transaction for it. */
  private FeeRate atLeast(FeeRate rate) {
    var forRoom = ledger.mempool().summary().minimumFee();
    var forRelay = ledger.config().mempool().policy().minRelayFee();
    return Collections.max(List.of(rate, forRoom, forRelay));
  }
}
