package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;

/**
 * The bytes that stand for an address in hashes; Core's {@code GetAddrBytes} and {@code GetKey}.
 */
public final class AddressKey {
  private AddressKey() {}

  /**
   * The 16 bytes of the encoding from before BIP 155 if it can tell of the address, else its own.
   */
  public static Bytes of(NetworkAddress address) {
    return write(address, new ByteWriter(NetworkAddress.LEGACY_LENGTH)).toBytes();
  }

  /** The address's bytes, and the port, its most significant byte first. */
  public static Bytes of(Endpoint endpoint) {
    int port = endpoint.port();
    return write(endpoint.address(), new ByteWriter(NetworkAddress.LEGACY_LENGTH + 2))
        .uint8(port >> Byte.SIZE)
        .uint8(port)
        .toBytes();
  }

  private static ByteWriter write(NetworkAddress address, ByteWriter out) {
    if (!address.fitsLegacy()) {
      return out.bytes(address.bytes());
    }
    address.writeLegacy(out);
    return out;
  }
}
