package cairn.rpc.control;

import cairn.ledger.MockableClock;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import org.jspecify.annotations.Nullable;

/** {@code setmocktime}: sets the clock, for tests. */
public final class SetMockTime implements RpcMethod {
  /** Block times have no more than 32 bits. */
  private static final long MAX_TIME = 0xffff_ffffL;

  private final MockableClock clock;
  private final @Nullable NetworkQuestions network;
  private final boolean allowed;

  /**
   * Makes the method.
   *
   * @param network null where there are no peers
   * @param allowed whether the network is one for tests
   */
  public SetMockTime(MockableClock clock, @Nullable NetworkQuestions network, boolean allowed) {
    this.clock = clock;
    this.network = network;
    this.allowed = allowed;
  }

  @Override
  public String name() {
    return "setmocktime";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Sets the clock of the node (-regtest only)")
        .takes(
            Argument.number(
                "timestamp", "Seconds since 1970.\nPass 0 to go back to the time of the system."))
        .gives(Result.none())
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (!allowed) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "setmocktime is for regression testing (-regtest mode) only");
    }
    long time = call.number("timestamp");
    if (time < 0 || time > MAX_TIME) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Mocktime must be in the range [0, %d], not %d.".formatted(MAX_TIME, time));
    }
    if (network != null) {
      network.tell(call, _ -> {}); // what was asked for before is of the time before
    }
    clock.set(time);
    return Json.Null.NULL;
  }
}
