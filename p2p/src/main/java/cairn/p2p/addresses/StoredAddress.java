package cairn.p2p.addresses;

import cairn.p2p.files.UnreadableFileException;
import cairn.p2p.wire.PeerAddress;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;

/**
 * An address as Core's files have it: before what a message says of it stands a number whose upper
 * bits tell the encoding, and whose lower ones once told the version of the program.
 */
final class StoredAddress {
  /** A version that was never released, always the same by now. */
  private static final int VERSION = 220_000;

  private static final int VERSION_BITS = 0x7ffff;
  private static final int LEGACY = 0;
  private static final int BIP155 = 1 << 29;

  private StoredAddress() {}

  static void write(PeerAddress address, ByteWriter out) {
    out.int32(VERSION | BIP155);
    address.writeBip155(out);
  }

  /** Reads either encoding. */
  static PeerAddress read(ByteReader in) throws DecodeException, UnreadableFileException {
    int encoding = in.int32() & ~VERSION_BITS;
    return switch (encoding) {
      case LEGACY -> PeerAddress.readLegacy(in);
      case BIP155 -> PeerAddress.readBip155(in);
      default -> throw unsupported();
    };
  }

  /** Reads from a file that is older than BIP 155. */
  static PeerAddress readLegacy(ByteReader in) throws DecodeException, UnreadableFileException {
    if ((in.int32() & ~VERSION_BITS) != LEGACY) {
      throw unsupported();
    }
    return PeerAddress.readLegacy(in);
  }

  private static UnreadableFileException unsupported() {
    return new UnreadableFileException("Unsupported CAddress disk format version: iostream error");
  }
}
