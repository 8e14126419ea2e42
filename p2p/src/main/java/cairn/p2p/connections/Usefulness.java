package cairn.p2p.connections;

import cairn.p2p.Blockchain;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.ServiceFlags;

/** Which services a node has to offer to be worth one of this node's own connections. */
public final class Usefulness {
  private static final ServiceFlags ALL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  private static final ServiceFlags LAST_BLOCKS =
      ServiceFlags.NETWORK_LIMITED.with(ServiceFlags.WITNESS);

  /** How many blocks may be missing for those to do who keep only the last 288 (BIP 159). */
  private static final int FEW_BLOCKS = 144;

  private final Surroundings surroundings;
  private final Blockchain chain;

  public Usefulness(Surroundings surroundings, Blockchain chain) {
    this.surroundings = surroundings;
    this.chain = chain;
  }

  /** Whether nothing is missing among {@code offered}. */
  public boolean isUseful(ServiceFlags offered) {
    return offered.has(required(offered));
  }

  /** What is required of a node that offers these: less, if it is a pruned one that will do. */
  public ServiceFlags required(ServiceFlags offered) {
    return offered.has(ServiceFlags.NETWORK_LIMITED) && isAlmostThere() ? LAST_BLOCKS : ALL;
  }

  /** Whether the node may know others that are useful, without being useful by itself. */
  public boolean mayKnowOthers(ServiceFlags offered) {
    return offered.has(ServiceFlags.NETWORK) || offered.has(ServiceFlags.NETWORK_LIMITED);
  }

  private boolean isAlmostThere() {
    int spacing = surroundings.network().consensus().proofOfWork().targetSpacing();
    long behind = surroundings.clock().instant().getEpochSecond() - chain.tip().time();
    return behind / spacing < FEW_BLOCKS;
  }
}
