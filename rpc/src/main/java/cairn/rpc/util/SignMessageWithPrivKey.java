package cairn.rpc.util;

import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.PrivateKey;
import cairn.primitives.address.TextException;
import cairn.primitives.signedmessage.Message;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code signmessagewithprivkey}: signs a message. */
public final class SignMessageWithPrivKey implements RpcMethod {
  private final AddressFormat format;

  public SignMessageWithPrivKey(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "signmessagewithprivkey";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Signs a message with the private key of an address.")
        .takes(
            Argument.string("privkey", "The private key."),
            Argument.string("message", "The message."))
        .gives(Result.string("The signature, in base 64"))
        .example("\"privkey\"", "\"my message\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    try {
      var key = PrivateKey.parse(call.text("privkey"), format);
      return Json.of(new Message(call.text("message")).sign(key).text());
    } catch (TextException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid private key");
    }
  }
}
