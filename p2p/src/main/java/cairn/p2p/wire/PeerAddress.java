package cairn.p2p.wire;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;

/**
 * What nodes tell each other of a third one.
 *
 * @param time when it was last heard of, in seconds since 1970, 0 to 2^32 - 1; claimed, not proven
 */
public record PeerAddress(long time, ServiceFlags services, Endpoint endpoint) {
  /** How many bytes one has at least, in either encoding. */
  static final int MIN_LENGTH = 4 + 1 + 1 + 1 + 2;

  /** How many bytes one has in the encoding from before BIP 155. */
  static final int LEGACY_LENGTH = 4 + 8 + NetworkAddress.LEGACY_LENGTH + 2;

  /** Reads the form that {@code addr} messages have. */
  public static PeerAddress readLegacy(ByteReader in) throws DecodeException {
    return new PeerAddress(in.uint32(), new ServiceFlags(in.int64()), Endpoint.readLegacy(in));
  }

  /** Reads the form that {@code addrv2} messages have (BIP 155). */
  public static PeerAddress readBip155(ByteReader in) throws DecodeException {
    return new PeerAddress(
        in.uint32(), new ServiceFlags(in.compactSizeUnbounded()), Endpoint.readBip155(in));
  }

  public void writeLegacy(ByteWriter out) {
    out.uint32(time).int64(services.bits());
    endpoint.writeLegacy(out);
  }

  public void writeBip155(ByteWriter out) {
    out.uint32(time).compactSize(services.bits());
    endpoint.writeBip155(out);
  }
}
