package cairn.p2p.sync;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ServiceFlags;

/** What synchronisation remembers of a peer: for each machine a part of its own. */
record SyncPeer(
    Peer peer,
    PeerChain chain,
    HeaderState headers,
    LagState lag,
    DownloadState download,
    CompactState compact,
    AnnouncementQueue announcements,
    BlockServing serving) {
  SyncPeer(Peer peer) {
    this(
        peer,
        new PeerChain(),
        new HeaderState(),
        new LagState(),
        new DownloadState(),
        new CompactState(),
        new AnnouncementQueue(),
        new BlockServing());
  }

  /** Whether it has blocks to give. */
  boolean servesBlocks() {
    return servesAllBlocks() || peer.services().has(ServiceFlags.NETWORK_LIMITED);
  }

  /** Whether it has blocks to give, but only the last (BIP 159). */
  boolean isLimited() {
    return servesBlocks() && !servesAllBlocks();
  }

  private boolean servesAllBlocks() {
    return peer.services().has(ServiceFlags.NETWORK);
  }

  boolean servesWitnesses() {
    return peer.services().has(ServiceFlags.WITNESS);
  }

  /** In which form to ask it for blocks. */
  InventoryType blockType() {
    return servesWitnesses() ? InventoryType.WITNESS_BLOCK : InventoryType.BLOCK;
  }

  /**
   * Whether to get blocks from it rather than from others: this node, or its operator, chose it.
   */
  boolean isPreferred() {
    return (!peer.type().isInbound() || isTrusted())
        && peer.type() != ConnectionType.ADDR_FETCH
        && servesBlocks();
  }

  /** Whether the operator lets it do as it likes. */
  boolean isTrusted() {
    return peer.has(Permission.NOBAN);
  }
}
