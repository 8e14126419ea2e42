package cairn.p2p.transport;

import cairn.p2p.transport.PacketCipher.Packet;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes packets out of a stream of bytes. */
final class PacketReader {
  private final PacketCipher cipher;
  private Bytes associated;
  private Arriving start = new Arriving(FsChaCha20.LENGTH_SIZE);
  private @Nullable Arriving rest;

  /**
   * @param garbage that came before the first packet, which vouches for it
   */
  PacketReader(PacketCipher cipher, Bytes garbage) {
    this.cipher = cipher;
    this.associated = garbage;
  }

  /** The next packet, if it is complete with these bytes; those after it are left. */
  @Nullable Packet read(ByteBuffer bytes) throws BrokenTransportException {
    if (rest == null) {
      if (!start.take(bytes)) {
        return null;
      }
      rest = new Arriving(PacketCipher.restLength(contentsLength()));
      start = new Arriving(FsChaCha20.LENGTH_SIZE);
    }
    if (!rest.take(bytes)) {
      return null;
    }
    var packet = cipher.open(rest.all(), associated);
    rest = null;
    associated = Bytes.EMPTY;
    return packet;
  }

  /** How many bytes are kept of a packet that is not complete. */
  int held() {
    return rest == null ? 0 : rest.held();
  }

  private int contentsLength() throws BrokenTransportException {
    int length = cipher.contentsLength(start.soFar());
    if (length > V2Contents.MAX_LENGTH) {
      throw new BrokenTransportException(
          "V2 transport error: packet too large (" + length + " bytes)");
    }
    return length;
  }
}
