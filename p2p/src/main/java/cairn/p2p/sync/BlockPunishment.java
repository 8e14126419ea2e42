package cairn.p2p.sync;

import cairn.p2p.BlockFault;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about peers that send headers and blocks which are refused. */
final class BlockPunishment {
  private static final Logger LOG = LoggerFactory.getLogger(BlockPunishment.class);

  private final Discipline discipline;

  BlockPunishment(Discipline discipline) {
    this.discipline = discipline;
  }

  /**
   * The peer has sent a block that is bad whatever it follows. Even a peer that the operator wants
   * to be connected to is parted with: it would be asked for the same block again and again. It may
   * come back, and be asked when others have been.
   */
  void sentBadBlock(Peer peer, String what) {
    discipline.misbehaving(peer, what);
    if (peer.type() == ConnectionType.MANUAL && !peer.has(Permission.NOBAN)) {
      discipline.drop(peer, what);
    }
  }

  /**
   * @param viaCompactBlock whether it came as a compact block, which honest peers send on before
   *     they have checked more than the header (BIP 152)
   * @param what happened, for the log; may be empty
   */
  void punish(Peer peer, BlockFault fault, boolean viaCompactBlock, String what) {
    boolean punished =
        switch (fault) {
          case CONSENSUS, MUTATED -> !viaCompactBlock;
          // An inbound peer may know no better; one of our own choice is to be on a good chain.
          case KNOWN_INVALID -> !viaCompactBlock && !peer.type().isInbound();
          case INVALID_HEADER, INVALID_PREVIOUS, MISSING_PREVIOUS -> true;
          case TIME_FUTURE, LOW_WORK -> false;
        };
    if (punished && (fault == BlockFault.CONSENSUS || fault == BlockFault.MUTATED)) {
      sentBadBlock(peer, what.isEmpty() ? "invalid block" : what);
    } else if (punished) {
      discipline.misbehaving(peer, what);
    } else if (!what.isEmpty()) {
      LOG.debug("{}: {}", peer, what);
    }
  }
}
