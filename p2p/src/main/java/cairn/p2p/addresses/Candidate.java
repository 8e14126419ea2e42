package cairn.p2p.addresses;

import cairn.p2p.wire.PeerAddress;
import java.time.Instant;

/**
 * An address to connect to.
 *
 * @param lastTry when that was last done; the beginning of 1970 for never
 */
public record Candidate(PeerAddress address, Instant lastTry) {}
