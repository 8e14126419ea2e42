package cairn.rpc.fees;

import cairn.ledger.fees.FeeEstimator;
import cairn.ledger.fees.Horizon;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.spec.Argument;
import org.jspecify.annotations.Nullable;

/** What the methods of this package have in common. */
final class Targets {
  static final Argument ARGUMENT =
      Argument.number(
          "conf_target", "Within how many blocks a transaction is to be mined (1 - 1008)");

  private Targets() {}

  /**
   * @throws RpcException if there is no estimator
   */
  static FeeEstimator estimator(@Nullable FeeEstimator estimator) throws RpcException {
    if (estimator == null) {
      throw new RpcException(ErrorCode.INTERNAL_ERROR, "Fee estimation disabled");
    }
    return estimator;
  }

  /** What was passed for {@link #ARGUMENT}. */
  static int of(Call call, FeeEstimator estimator) throws RpcException {
    int target = call.integer("conf_target");
    int most = estimator.maxBlocks(Horizon.LONG);
    if (target < 1 || target > most) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Invalid conf_target, must be between 1 and %d".formatted(most));
    }
    return target;
  }
}
