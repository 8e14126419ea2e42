package cairn.p2p.transport;

import static cairn.p2p.transport.Frames.MAGIC;

import cairn.primitives.Bytes;
import java.util.Random;

/** The other end of a {@link V2Transport}, which can be made to do what no transport does. */
final class RawPeer {
  private final V2Handshake handshake;
  private final boolean initiating;
  private final SessionKeys keys;
  private final PacketCipher cipher;

  /**
   * @param theirKey the transport's, or begins with that
   */
  RawPeer(V2Handshake handshake, Bytes theirKey, boolean initiating) {
    this(MAGIC, handshake, theirKey, initiating);
  }

  RawPeer(Bytes magic, V2Handshake handshake, Bytes theirKey, boolean initiating) {
    this.handshake = handshake;
    this.initiating = initiating;
    this.keys = SessionKeys.derive(magic, handshake.agree(theirKey.slice(0, 64), initiating));
    this.cipher = new PacketCipher(keys, initiating);
  }

  /** A key of its own, with garbage of some length. */
  static V2Handshake handshake(long seed, int garbageLength) {
    var made = V2Handshake.make(new Random(seed));
    var garbage = new byte[garbageLength];
    new Random(seed).nextBytes(garbage);
    return new V2Handshake(made.secret(), made.publicKey(), Bytes.wrap(garbage));
  }

  Bytes sessionId() {
    return keys.sessionId();
  }

  Bytes terminator() {
    return keys.terminator(initiating);
  }

  /** The packet that vouches for the garbage. */
  Bytes firstPacket(Bytes contents, boolean decoy) {
    return seal(contents, handshake.garbage(), decoy);
  }

  Bytes packet(Bytes contents, boolean decoy) {
    return seal(contents, Bytes.EMPTY, decoy);
  }

  /** Only the bytes that tell a length. */
  Bytes announcement(int length) {
    return packet(Bytes.wrap(new byte[length]), false).slice(0, 3);
  }

  private Bytes seal(Bytes contents, Bytes associated, boolean decoy) {
    var packet = new byte[PacketCipher.EXPANSION + contents.length()];
    contents.copyTo(packet, PacketCipher.CONTENTS_AT);
    return cipher.seal(packet, associated, decoy);
  }
}
