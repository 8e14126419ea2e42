package cairn.rpc.net;

import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Duration;

/** {@code mockscheduler}: has what is done now and then done sooner, for tests. */
public final class MockScheduler implements RpcMethod {
  private static final int MAX_SECONDS = 3600;

  private final NetworkQuestions network;
  private final boolean forTests;

  /**
   * @param forTests whether the node's network is one for tests
   */
  public MockScheduler(NetworkQuestions network, boolean forTests) {
    this.network = network;
    this.forTests = forTests;
  }

  @Override
  public String name() {
    return "mockscheduler";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Has what the node does now and then done sooner (-regtest only)")
        .takes(Argument.number("delta_time", "By how many seconds."))
        .gives(Result.none())
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (!forTests) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "mockscheduler is for regression testing (-regtest mode) only");
    }
    long seconds = call.number("delta_time");
    if (seconds <= 0 || seconds > MAX_SECONDS) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "delta_time must be between 1 and 3600 seconds (1 hr)");
    }
    network.tell(call, control -> control.forward(Duration.ofSeconds(seconds)));
    return Json.Null.NULL;
  }
}
