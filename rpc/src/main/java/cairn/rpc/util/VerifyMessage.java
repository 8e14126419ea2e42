package cairn.rpc.util;

import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.signedmessage.Message;
import cairn.primitives.signedmessage.MessageSignature;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code verifymessage}: whether the owner of an address has signed a message. */
public final class VerifyMessage implements RpcMethod {
  private final AddressFormat format;

  public VerifyMessage(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "verifymessage";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns whether the owner of an address has signed a message.")
        .takes(
            Argument.string("address", "The address, of a public key's hash."),
            Argument.string("signature", "The signature, in base 64."),
            Argument.string("message", "The message."))
        .gives(Result.bool("Whether the signature is right."))
        .example("\"1D1ZrZNe3JUo7ZycKEYQQiQAWd9y54F4XX\"", "\"signature\"", "\"my message\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var address = address(call.text("address"));
    if (!(address instanceof Address.PublicKeyHash)) {
      throw new RpcException(ErrorCode.TYPE_ERROR, "Address does not refer to key");
    }
    try {
      var signature = MessageSignature.parse(call.text("signature"));
      return Json.of(new Message(call.text("message")).isSignedFor(address, signature));
    } catch (TextException e) {
      if (e.reason() == TextException.Reason.LENGTH) {
        return Json.of(false); // no key can have made it
      }
      throw new RpcException(ErrorCode.TYPE_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private Address address(String text) throws RpcException {
    try {
      return Address.parse(text, format);
    } catch (TextException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address");
    }
  }
}
