package cairn.p2p.protocol;

import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Merits;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.relay.RelayInfo;
import cairn.p2p.relay.RelayNeighbours;
import cairn.p2p.sync.FilteredBlocks;
import cairn.p2p.sync.TransactionServer;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What machines ask of each other, passed on: they are made one after the other, of this. */
record Between(Protocol protocol)
    implements Handshake.Listener, Merits, RelayNeighbours, TransactionServer, FilteredBlocks {
  @Override
  public void offers(Peer peer, ServiceFlags services) {
    protocol.connections().offers(peer, services);
  }

  @Override
  public boolean greeted(Peer peer) {
    return protocol.connections().greeted(peer);
  }

  @Override
  public void acknowledged(Peer peer) {
    if (peer.type() != ConnectionType.PRIVATE_BROADCAST) {
      protocol.gossip().acknowledged(peer);
    }
    protocol.connections().acknowledged(peer);
  }

  @Override
  public void ready(Peer peer) {
    protocol.conversations().ready(peer);
  }

  @Override
  public Optional<Duration> minPing(Peer peer) {
    return protocol.keepalive().latency(peer).least();
  }

  @Override
  public Instant lastBlock(Peer peer) {
    return protocol.sync().info(peer).lastBlock();
  }

  @Override
  public Instant lastTransaction(Peer peer) {
    return protocol.relay().info(peer).flatMap(RelayInfo::lastUseful).orElse(Instant.EPOCH);
  }

  @Override
  public boolean hasFilter(Peer peer) {
    return protocol.relay().info(peer).map(RelayInfo::hasFilter).orElse(false);
  }

  @Override
  public @Nullable Transaction inNewestBlock(TransactionId id) {
    return protocol.sync().recent().transaction(id);
  }

  @Override
  public boolean isUploadLimitReached() {
    return protocol.connections().upload().isReached();
  }

  @Override
  public void wantsTransactions(Peer peer, MessageType because) {
    protocol.connections().wantsTransactions(peer, because.command());
  }

  @Override
  public void notInPool(Transaction transaction) {
    protocol.sync().extraTransactions().add(transaction);
  }

  @Override
  public boolean serve(Peer peer, InventoryItem item) {
    return protocol.relay().serve(peer, item);
  }

  @Override
  public List<Message> filter(Peer peer, Block block) {
    return protocol.relay().filter(peer, block);
  }
}
