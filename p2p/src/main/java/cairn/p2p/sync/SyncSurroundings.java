package cairn.p2p.sync;

import cairn.genesis.Network;
import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.Message;
import cairn.primitives.Target;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** What the machines of synchronisation share, and the questions that several of them ask. */
record SyncSurroundings(Surroundings base, Blockchain chain, SyncOptions options, SyncPeers peers) {
  /** A branch that forks off at most so many blocks below the tip need not have more work yet. */
  private static final int FORK_BLOCKS = 144;

  /** A tip that is not older than so many blocks take is near the end of the chain. */
  private static final int NEAR_BLOCKS = 20;

  Instant now() {
    return base.clock().instant();
  }

  Network network() {
    return base.network();
  }

  Discipline discipline() {
    return base.discipline();
  }

  void send(Peer peer, Message message) {
    base.out().send(peer, message);
  }

  /** How long a block should take. */
  Duration targetSpacing() {
    return Duration.ofSeconds(network().consensus().proofOfWork().targetSpacing());
  }

  Target easiestTarget() {
    return network().consensus().proofOfWork().limit();
  }

  /** What the best chain has at least. */
  BigInteger minimumWork() {
    return network().facts().minimumChainWork();
  }

  /** The work that a branch must have before its headers are stored: they would be too cheap. */
  BigInteger workToStore() {
    var tip = chain.tip();
    var recent = HeaderChecks.work(tip.header()).multiply(BigInteger.valueOf(FORK_BLOCKS));
    return tip.work().subtract(recent).max(minimumWork());
  }

  /** Whether the tip is so recent that new blocks can be asked for as they are announced. */
  boolean isNearEnd() {
    long spacing = network().consensus().proofOfWork().targetSpacing();
    return chain.tip().time() > now().getEpochSecond() - NEAR_BLOCKS * spacing;
  }

  /** Whether {@code block} may have witnesses. */
  boolean hasSegwit(KnownBlock block) {
    return hasSegwit(block.height());
  }

  /** Whether a block at {@code height} may have witnesses. */
  boolean hasSegwit(int height) {
    return height >= network().consensus().buried().segwit();
  }
}
