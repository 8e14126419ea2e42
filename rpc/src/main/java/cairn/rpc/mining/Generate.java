package cairn.rpc.mining;

import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.HelpText;
import cairn.rpc.spec.MethodSpec;

/** {@code generate}: no longer there; it says what to do instead. */
public final class Generate implements RpcMethod {
  @Override
  public String name() {
    return "generate";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "has been replaced by the -generate cli option. Refer to -help for more information.")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    throw new RpcException(ErrorCode.METHOD_NOT_FOUND, HelpText.of(spec()));
  }
}
