package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import cairn.primitives.Transaction;
import java.util.SequencedSet;

/** A transaction whose parents are missing, and the peers that have announced it. */
public record OrphanTransaction(Transaction transaction, SequencedSet<PeerId> announcers) {}
