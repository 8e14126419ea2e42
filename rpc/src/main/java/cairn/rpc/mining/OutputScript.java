package cairn.rpc.mining;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.descriptor.DescriptorException;
import cairn.primitives.descriptor.ScriptDescriptor;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;

/** Whom a block is to pay, as callers write it. */
final class OutputScript {
  private OutputScript() {}

  static Script ofAddress(String text, AddressFormat format) throws RpcException {
    try {
      return Address.parse(text, format).scriptPubKey();
    } catch (TextException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address");
    }
  }

  static Script ofDescriptor(String text, AddressFormat format) throws RpcException {
    try {
      return ScriptDescriptor.parse(text, format);
    } catch (DescriptorException e) {
      throw new RpcException(ErrorCode.INVALID_ADDRESS_OR_KEY, String.valueOf(e.getMessage()));
    }
  }

  /** Of an address or a descriptor. */
  static Script of(String text, AddressFormat format) throws RpcException {
    try {
      return ScriptDescriptor.parse(text, format);
    } catch (DescriptorException notADescriptor) {
      try {
        return Address.parse(text, format).scriptPubKey();
      } catch (TextException e) {
        throw new RpcException(
            ErrorCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address or descriptor");
      }
    }
  }
}
