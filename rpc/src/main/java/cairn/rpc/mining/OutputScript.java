package cairn.rpc.mining;

import cairn.primitives.Script;
import cairn.primitives.address.Address;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.descriptor.Descriptor;
import cairn.primitives.descriptor.DescriptorException;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.util.Descriptors;

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
    return Descriptors.payee(text, format);
  }

  /** Of an address or a descriptor. */
  static Script of(String text, AddressFormat format) throws RpcException {
    try {
      Descriptor.parse(text, format);
    } catch (DescriptorException notADescriptor) {
      try {
        return Address.parse(text, format).scriptPubKey();
      } catch (TextException e) {
        throw new RpcException(
            ErrorCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address or descriptor");
      }
    }
    return Descriptors.payee(text, format);
  }
}
