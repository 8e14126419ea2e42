package cairn.p2p.protocol;

import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Keepalive;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.own.PrivateBroadcast;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.relay.TransactionRelay;
import cairn.p2p.sync.Synchroniser;
import cairn.p2p.wire.AddressMessage;
import cairn.p2p.wire.BloomMessage;
import cairn.p2p.wire.ChainMessage;
import cairn.p2p.wire.CompactBlockMessage;
import cairn.p2p.wire.FilterMessage;
import cairn.p2p.wire.HandshakeMessage;
import cairn.p2p.wire.InventoryMessage;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.KeepaliveMessage;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Encoded;
import cairn.p2p.wire.Message.Excessive;
import cairn.p2p.wire.Message.KnownMessage;
import cairn.p2p.wire.Message.Unknown;
import cairn.p2p.wire.MessageType;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads a node's conversations: hands each message, and the beginning and the end of each
 * connection, to the machines that it is for. For the thread of the peers alone.
 */
public final class Conversations {
  private static final Logger log = LoggerFactory.getLogger(Conversations.class);

  private static final String BLOCK = MessageType.BLOCK.command();
  private static final String TRANSACTION = MessageType.TX.command();

  private final Peers peers;
  private final Surroundings surroundings;
  private final Speakers speakers;
  private final List<Machine> everyone;

  /** The machines that messages are for. */
  public record Speakers(
      Handshake handshake,
      Keepalive keepalive,
      AddressGossip gossip,
      Synchroniser sync,
      TransactionRelay relay,
      PrivateBroadcast own) {}

  /**
   * @param everyone the machines that are told when peers come and go, the speakers among them
   */
  public Conversations(Surroundings surroundings, Speakers speakers, List<Machine> everyone) {
    this.peers = surroundings.peers();
    this.surroundings = surroundings;
    this.speakers = speakers;
    this.everyone = List.copyOf(everyone);
  }

  /** A connection is open, and the peer is welcome. */
  public void opened(Peer peer) {
    peers.add(peer);
    if (peer.type() == ConnectionType.PRIVATE_BROADCAST) {
      speakers.own().opened(peer);
    }
    speakers.handshake().opened(peer);
  }

  /** The handshake is done. */
  void ready(Peer peer) {
    if (peer.type() == ConnectionType.PRIVATE_BROADCAST) {
      speakers.own().begin(peer);
      return;
    }
    everyone.forEach(machine -> machine.ready(peer));
    tend(peer);
  }

  /** Sees to the peer's blocks. */
  private void tend(Peer peer) {
    if (peer.type() != ConnectionType.PRIVATE_BROADCAST) {
      speakers.sync().tend(peer);
    }
  }

  /** A connection has ended, whoever ended it. */
  public void closed(Peer peer) {
    peer.enter(Stage.CLOSED);
    peers.remove(peer);
    everyone.forEach(machine -> machine.closed(peer));
  }

  /** There is room again for what a peer is to be sent. */
  public void drained(Peer peer) {
    tend(peer);
  }

  /**
   * Whether the next message of a peer may be taken in now: not before what it has sent until now
   * has been dealt with, except that blocks may follow blocks, and transactions transactions, as
   * long as there is room for them.
   */
  public boolean isReadyFor(Peer peer, String command) {
    return peer.isClosed() || (!surroundings.out().isFull(peer) && takes(peer, command));
  }

  private boolean takes(Peer peer, String command) {
    if (command.equals(BLOCK)) {
      return speakers.sync().takesBlocks() && !peer.isAwaitingMoreThanBlocks();
    }
    return command.equals(TRANSACTION) ? peer.maySendTransaction() : !peer.isAwaitingAnswers();
  }

  /** Takes in a message; nothing happens if the peer has been dropped. */
  public void received(Peer peer, Message message) {
    if (peer.isClosed()) {
      return;
    }
    if (message instanceof HandshakeMessage handshake) {
      speakers.handshake().received(peer, handshake);
    } else if (peer.stage() == Stage.OPENED) {
      log.debug(
          "non-version message before version handshake. Message \"{}\" from {}",
          message.command(),
          peer);
    } else if (!peer.isReady()) {
      log.debug("Unsupported message \"{}\" prior to verack from {}", message.command(), peer);
    } else if (peer.type() == ConnectionType.PRIVATE_BROADCAST) {
      speakers.own().received(peer, message);
      return;
    } else {
      take(peer, message);
    }
    if (peer.isReady() && isAboutChain(message)) {
      tend(peer);
    }
  }

  /** Passes over a message that cannot be read, unless it is one that was not to be sent at all. */
  public void unreadable(Peer peer, String command) {
    if (peer.isReady()) {
      MessageType.of(command).ifPresent(type -> speakers.relay().unreadable(peer, type));
    }
  }

  /** Whether there may be something to do about the peer's blocks after such a message. */
  private static boolean isAboutChain(Message message) {
    return !(message instanceof KeepaliveMessage || message instanceof AddressMessage);
  }

  private void take(Peer peer, Message message) {
    switch (message) {
      case KnownMessage known -> take(peer, known);
      case Excessive excessive -> speakers.sync().received(peer, excessive);
      case Unknown(var command, _) ->
          log.debug("Unknown message type \"{}\" from {}", command, peer);
      case Encoded _ -> throw new IllegalArgumentException("only ever sent");
    }
  }

  private void take(Peer peer, KnownMessage known) {
    switch (known) {
      case HandshakeMessage handshake -> speakers.handshake().received(peer, handshake);
      case KeepaliveMessage keepalive -> speakers.keepalive().received(peer, keepalive);
      case AddressMessage addresses -> speakers.gossip().received(peer, addresses);
      case InventoryMessage inventory -> take(peer, inventory);
      case ChainMessage chain -> speakers.sync().received(peer, chain);
      case CompactBlockMessage compact -> speakers.sync().received(peer, compact);
      case FilterMessage filters -> speakers.sync().received(peer, filters);
      case BloomMessage bloom -> speakers.relay().received(peer, bloom);
    }
  }

  private void take(Peer peer, InventoryMessage inventory) {
    switch (inventory) {
      case Inv inv -> {
        speakers.sync().received(peer, inv);
        if (peer.isReady()) {
          speakers.relay().received(peer, inv);
        }
      }
      case GetData request -> speakers.sync().received(peer, request);
      case NotFound absent -> speakers.relay().received(peer, absent);
      case Tx transaction -> {
        speakers.own().received(peer, transaction.transaction());
        speakers.relay().received(peer, transaction);
      }
      case Mempool question -> speakers.relay().received(peer, question);
      case FeeFilter filter -> speakers.relay().received(peer, filter);
    }
  }
}
