package cairn.p2p.connections;

import cairn.p2p.addresses.NetGroup;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.NetworkType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection, and what is remembered of it to decide whether it stays. */
final class Link {
  final Peer peer;

  /** What it fulfils; null if the peer has opened it. */
  final @Nullable Wish wish;

  /** The group of the peer's address. */
  final NetGroup group;

  /** The same, hashed with a secret. */
  final long keyedGroup;

  /** Whether the peer's address had misbehaved before. */
  final boolean isDiscouraged;

  /** Before that, there is no reason to part with the peer for its silence. */
  Instant fineUntil = Instant.MIN;

  /** Whether its place is that of a peer which has gone and may come back. */
  boolean isStandIn;

  /** Whether the handshake was ever done. */
  boolean wasReady;

  /** Whether the peer has all services that this node looks for. */
  boolean isUseful;

  /** Whether it wants transactions, or did at some time. */
  boolean relaysTransactions;

  Link(Peer peer, @Nullable Wish wish, NetGroup group, long keyedGroup, boolean isDiscouraged) {
    this.peer = peer;
    this.wish = wish;
    this.group = group;
    this.keyedGroup = keyedGroup;
    this.isDiscouraged = isDiscouraged;
  }

  boolean isOpen() {
    return !peer.isClosed();
  }

  boolean isOpen(ConnectionType type) {
    return isOpen() && peer.type() == type;
  }

  boolean isInbound() {
    return isOpen(ConnectionType.INBOUND);
  }

  /** Whether it is for everything, and of this node's or the operator's choice. */
  boolean isFullOutbound() {
    return isOpen(ConnectionType.OUTBOUND_FULL_RELAY) || isOpen(ConnectionType.MANUAL);
  }

  boolean mayBeEvicted() {
    return isInbound() && !peer.has(Permission.NOBAN);
  }

  EvictionCandidate candidate(Merits merits) {
    NetworkType network = peer.facts().network();
    return new EvictionCandidate(
        peer.id(),
        peer.openedAt(),
        merits.minPing(peer).orElse(Duration.ofSeconds(Long.MAX_VALUE)),
        merits.lastBlock(peer),
        merits.lastTransaction(peer),
        isUseful,
        relaysTransactions,
        merits.hasFilter(peer),
        keyedGroup,
        isDiscouraged,
        peer.remote().address().isLocal(),
        network);
  }
}
