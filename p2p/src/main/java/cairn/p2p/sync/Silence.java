package cairn.p2p.sync;

import cairn.p2p.peer.Peer;
import java.time.Instant;

/** Knows how long a peer has been silent. */
public interface Silence {
  /** Since when not a byte has come from the peer; if none ever has, since it is there. */
  Instant since(Peer peer);
}
