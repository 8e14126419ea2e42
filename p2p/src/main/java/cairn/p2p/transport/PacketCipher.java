package cairn.p2p.transport;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.ChaCha20Poly1305;

/**
 * Seals and opens the packets of one connection (BIP 324): three bytes that hide the contents'
 * length; a byte of flags and the contents, sealed.
 */
final class PacketCipher {
  /** By how many bytes a packet is longer than its contents. */
  static final int EXPANSION =
      FsChaCha20.LENGTH_SIZE + PacketCipher.FLAGS_SIZE + ChaCha20Poly1305.TAG_LENGTH;

  /** Where the contents begin in a packet. */
  static final int CONTENTS_AT = FsChaCha20.LENGTH_SIZE + PacketCipher.FLAGS_SIZE;

  private static final int FLAGS_SIZE = 1;
  private static final int DECOY = 0x80;

  private final FsChaCha20 sentLengths;
  private final FsChaCha20Poly1305 sent;
  private final FsChaCha20 receivedLengths;
  private final FsChaCha20Poly1305 received;

  PacketCipher(SessionKeys keys, boolean initiating) {
    var lengths = new FsChaCha20(keys.initiatorLength());
    var packets = new FsChaCha20Poly1305(keys.initiatorPacket());
    var responderLengths = new FsChaCha20(keys.responderLength());
    var responderPackets = new FsChaCha20Poly1305(keys.responderPacket());
    this.sentLengths = initiating ? lengths : responderLengths;
    this.sent = initiating ? packets : responderPackets;
    this.receivedLengths = initiating ? responderLengths : lengths;
    this.received = initiating ? responderPackets : packets;
  }

  /**
   * Seals a packet.
   *
   * @param packet as long as it is to be, with the contents at {@link #CONTENTS_AT}; it is
   *     overwritten
   * @param associated what the other end has to have received before
   */
  Bytes seal(byte[] packet, Bytes associated, boolean decoy) {
    int contentsLength = packet.length - EXPANSION;
    int length = sentLengths.crypt(contentsLength);
    packet[0] = (byte) length;
    packet[1] = (byte) (length >> 8);
    packet[2] = (byte) (length >> 16);
    packet[FsChaCha20.LENGTH_SIZE] = (byte) (decoy ? DECOY : 0);
    sent.seal(associated, packet, FsChaCha20.LENGTH_SIZE, FLAGS_SIZE + contentsLength);
    return Bytes.wrap(packet);
  }

  /** How many bytes of contents the packet has that begins with these three bytes. */
  int contentsLength(Bytes start) {
    int length = start.unsigned(0) | start.unsigned(1) << 8 | start.unsigned(2) << 16;
    return receivedLengths.crypt(length);
  }

  /** How many bytes of a packet follow those that tell its length. */
  static int restLength(int contentsLength) {
    return FLAGS_SIZE + contentsLength + ChaCha20Poly1305.TAG_LENGTH;
  }

  /**
   * Opens a packet.
   *
   * @param rest the packet without the bytes that tell its length; it is overwritten, and the
   *     contents remain in it
   * @throws BrokenTransportException if the other end has not sent just this
   */
  Packet open(byte[] rest, Bytes associated) throws BrokenTransportException {
    int contentsLength = rest.length - FLAGS_SIZE - ChaCha20Poly1305.TAG_LENGTH;
    if (!received.open(associated, rest, 0, rest.length)) {
      throw new BrokenTransportException(
          "V2 transport error: packet decryption failure (" + contentsLength + " bytes)");
    }
    return new Packet((rest[0] & DECOY) != 0, Bytes.wrap(rest, FLAGS_SIZE, contentsLength));
  }

  /**
   * A packet that was opened.
   *
   * @param decoy whether it is there only to mislead those who watch, and is to be ignored
   */
  record Packet(boolean decoy, Bytes contents) {}
}
