package cairn.rpc.net;

import cairn.p2p.peer.PeerId;
import cairn.p2p.wire.Message;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.nio.charset.StandardCharsets;

/** {@code sendmsgtopeer}: sends a peer whatever the caller wants, for tests. */
public final class SendMsgToPeer implements RpcMethod {
  private static final int MAX_COMMAND_LENGTH = 12;

  private final NetworkQuestions network;

  public SendMsgToPeer(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "sendmsgtopeer";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Sends a message to a peer, for tests.",
            "Its kind and its contents are the caller's, its header is made.")
        .takes(
            Argument.number("peer_id", "The number of the peer."),
            Argument.string(
                "msg_type",
                "The kind of message (maximum length %d)".formatted(MAX_COMMAND_LENGTH)),
            Argument.hex("msg", "The contents, without a header"))
        .gives(Result.object(""))
        .example("0", "\"addr\"", "\"ffffff\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var peer = new PeerId(call.number("peer_id"));
    var command = call.text("msg_type");
    if (command.getBytes(StandardCharsets.UTF_8).length > MAX_COMMAND_LENGTH) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Error: msg_type too long, max length is " + MAX_COMMAND_LENGTH);
    }
    var payload = call.hex("msg", ErrorCode.INVALID_PARAMETER, "Error parsing input for msg");
    var message = new Message.Unknown(command, payload);
    if (!network.ask(call, control -> control.send(peer, message))) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Error: Could not send message to peer");
    }
    return Json.object().build();
  }
}
