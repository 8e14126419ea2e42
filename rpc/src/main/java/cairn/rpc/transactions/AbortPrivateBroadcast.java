package cairn.rpc.transactions;

import static cairn.rpc.spec.Result.field;

import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.net.NetworkQuestions;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code abortprivatebroadcast}: gives up sending a transaction over connections of its own. */
public final class AbortPrivateBroadcast implements RpcMethod {
  private final NetworkQuestions network;

  public AbortPrivateBroadcast(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "abortprivatebroadcast";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Sends a transaction over connections of its own no more. Whoever has it already may"
                + " still pass it on.",
            GetPrivateBroadcastInfo.ONLY_WITH)
        .takes(
            Argument.hex(
                "id", "The transaction id or the hash with its witnesses; all with it are meant"))
        .gives(
            Result.object(
                "",
                field(
                    "removed_transactions",
                    Result.array(
                        "What is sent no more", Result.object("", GetPrivateBroadcastInfo.ids())))))
        .example("\"id\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    GetPrivateBroadcastInfo.check(network);
    var id = Parameters.txid(call.json("id"), "id");
    var removed = network.ask(call, control -> control.abortPrivate(id));
    if (removed.isEmpty()) {
      throw new RpcException(
          ErrorCode.INVALID_ADDRESS_OR_KEY,
          "Transaction not in private broadcast queue. Check getprivatebroadcastinfo.");
    }
    return Json.object()
        .put(
            "removed_transactions",
            Json.array(removed.size(), i -> GetPrivateBroadcastInfo.ids(removed.get(i)).build()))
        .build();
  }
}
