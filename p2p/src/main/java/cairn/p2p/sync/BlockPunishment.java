package cairn.p2p.sync;

import cairn.p2p.BlockFault;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
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
    if (punished) {
      discipline.misbehaving(peer, what);
    } else if (!what.isEmpty()) {
      LOG.debug("{}: {}", peer, what);
    }
  }
}
