package cairn.p2p.connections;

import cairn.p2p.peer.Peer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What speaks for keeping an inbound peer when there are too many. */
public interface Merits {
  /** The shortest time it has taken to answer a ping; empty if it has answered none. */
  Optional<Duration> minPing(Peer peer);

  /** When it last sent a block that was new; {@link Instant#EPOCH} if never. */
  Instant lastBlock(Peer peer);

  /** When it last sent a transaction that was taken in; {@link Instant#EPOCH} if never. */
  Instant lastTransaction(Peer peer);

  /** Whether it wants to be told of some transactions only (BIP 37). */
  boolean hasFilter(Peer peer);
}
