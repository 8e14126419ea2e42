package cairn.p2p.peer;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.util.Optional;

/**
 * What a peer says of itself in its {@code version} message, cleaned for printing.
 *
 * @param version of the protocol, as the peer has it
 * @param commonVersion the lower of the peer's and ours
 * @param userAgent at most 256 printable characters (BIP 14)
 * @param startHeight of its chain at that time; -1 if it did not say
 * @param relay whether it wants transactions to be announced (BIP 37)
 * @param seenAs where the peer sees this node; empty if it says nothing that makes sense
 * @param clockAhead how far its clock is ahead of ours
 */
public record Greeting(
    int version,
    int commonVersion,
    ServiceFlags services,
    String userAgent,
    int startHeight,
    boolean relay,
    Optional<Endpoint> seenAs,
    Duration clockAhead) {
  /** Of a peer that has said nothing. */
  public static final Greeting NONE =
      new Greeting(0, 0, ServiceFlags.NONE, "", -1, false, Optional.empty(), Duration.ZERO);
}
