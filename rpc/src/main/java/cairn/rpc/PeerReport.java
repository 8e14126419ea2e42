package cairn.rpc;

import cairn.p2p.connections.Keepalive.Latency;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.RelayInfo;
import cairn.p2p.sync.SyncInfo;
import cairn.p2p.transport.TransportInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of a peer.
 *
 * @param latency of its answers to pings
 * @param gossip what it tells of other nodes
 * @param relay of transactions; empty if there is none with it
 */
public record PeerReport(
    PeerId id,
    ConnectionFacts facts,
    Greeting greeting,
    TransportInfo transport,
    Traffic traffic,
    Latency latency,
    Gossip gossip,
    SyncInfo sync,
    Optional<RelayInfo> relay) {
  /**
   * What has gone over the connection, in bytes.
   *
   * @param lastSent {@link Instant#EPOCH} if never
   * @param lastReceived the same
   * @param sentByMessage how much of it, for each kind of message
   * @param receivedByMessage the same; unknown kinds are together under {@code *other*}
   */
  public record Traffic(
      Instant lastSent,
      Instant lastReceived,
      long sent,
      long received,
      Map<String, Long> sentByMessage,
      Map<String, Long> receivedByMessage) {
    public Traffic {
      sentByMessage = Map.copyOf(sentByMessage);
      receivedByMessage = Map.copyOf(receivedByMessage);
    }
  }

  /**
   * What a peer has told of other nodes.
   *
   * @param enabled whether addresses go to it and come from it
   * @param processed how many of its addresses were looked at
   * @param overLimit how many were not, since they came too fast
   */
  public record Gossip(boolean enabled, long processed, long overLimit) {}
}
