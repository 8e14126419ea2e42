package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.nio.ByteBuffer;

/** A peer that has called a transport and shaken hands with it, as tests elsewhere need one. */
public final class EstablishedPeer {
  private final RawPeer peer;

  private EstablishedPeer(RawPeer peer) {
    this.peer = peer;
  }

  /** Calls a responder of BIP 324 that nobody has called yet. */
  public static EstablishedPeer of(Transport responder, Bytes magic) {
    var handshake = RawPeer.handshake(1, 0);
    var answer = Frames.sent(responder.receive(buffer(handshake.publicKey())));
    var peer = new RawPeer(magic, handshake, answer, true);
    responder.receive(buffer(peer.terminator()));
    responder.receive(buffer(peer.firstPacket(Bytes.EMPTY, false)));
    return new EstablishedPeer(peer);
  }

  /** A packet with anything in it. */
  public Bytes packet(Bytes contents) {
    return peer.packet(contents, false);
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.toArray());
  }
}
