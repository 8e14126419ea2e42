package cairn.p2p.relay;

import cairn.p2p.bloom.BloomFilter;
import cairn.p2p.bloom.FilteredBlock;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.BloomMessage;
import cairn.p2p.wire.BloomMessage.FilterAdd;
import cairn.p2p.wire.BloomMessage.FilterClear;
import cairn.p2p.wire.BloomMessage.FilterLoad;
import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of peers that want only some transactions (BIP 37). Only for peers to which this node
 * has said that it serves those (BIP 111).
 */
final class LightClients {
  private final Discipline discipline;
  private final RelayPeers peers;
  private final RelayNeighbours neighbours;

  LightClients(Discipline discipline, RelayPeers peers, RelayNeighbours neighbours) {
    this.discipline = discipline;
    this.peers = peers;
    this.neighbours = neighbours;
  }

  void received(Peer of, BloomMessage message) {
    if (message instanceof MerkleBlock) {
      return; // the answer to a question that this node never asks
    }
    if (!isOffered(of, message.command())) {
      return;
    }
    var peer = peers.find(of.id());
    if (peer != null && peer.relays) {
      received(peer, message);
    }
  }

  /** A message has come whose contents cannot be read. */
  void unreadable(Peer of, MessageType type) {
    if (type == MessageType.FILTERLOAD || type == MessageType.FILTERADD) {
      isOffered(of, type.command());
    }
  }

  /** Whether the peer may speak of filters; it is dropped if not. */
  private boolean isOffered(Peer to, String command) {
    boolean isOffered = to.ourServices().has(ServiceFlags.BLOOM);
    if (!isOffered) {
      discipline.drop(to, command + " received despite not offering bloom services");
    }
    return isOffered;
  }

  private void received(RelayPeer peer, BloomMessage message) {
    switch (message) {
      case FilterLoad load when load.isTooLarge() ->
          discipline.misbehaving(peer.peer, "too-large bloom filter");
      case FilterLoad load -> {
        peer.filter = BloomFilter.of(load);
        wantsTransactions(peer, MessageType.FILTERLOAD);
      }
      case FilterAdd add when peer.filter == null || add.isTooLarge() ->
          discipline.misbehaving(peer.peer, "bad filteradd message");
      case FilterAdd(var element) -> peer.filter.insert(element);
      case FilterClear() -> {
        peer.filter = null;
        wantsTransactions(peer, MessageType.FILTERCLEAR);
      }
      case MerkleBlock _ -> throw new IllegalArgumentException("not from a light client");
    }
  }

  private void wantsTransactions(RelayPeer peer, MessageType because) {
    peer.wantsTransactions = true;
    neighbours.wantsTransactions(peer.peer, because);
  }

  /**
   * What of a block passes the peer's filter: the messages to send, in their order.
   *
   * @return nothing if the peer has set no filter
   */
  List<Message> filter(Peer of, Block block) {
    var peer = peers.find(of.id());
    if (peer == null || peer.filter == null) {
      return List.of();
    }
    var filtered = FilteredBlock.of(block, peer.filter::passes);
    var messages = new ArrayList<Message>();
    messages.add(filtered.message());
    filtered.transactions().forEach(one -> messages.add(TransactionSupply.withoutWitness(one)));
    return messages;
  }
}
