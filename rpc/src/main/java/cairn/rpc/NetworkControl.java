package cairn.rpc;

import cairn.ledger.IndexedBlock;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AddressParser;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.connections.AddedNode;
import cairn.p2p.connections.Connections.Counts;
import cairn.p2p.own.OwnTransaction;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.OrphanTransaction;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Subnet;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What RPC may ask of the node's connections. For the {@linkplain NetworkThread thread of the
 * peers} alone; nothing here waits.
 */
public interface NetworkControl {
  /** The node's time, which tests may set. */
  Instant now();

  /** How addresses are read here. */
  AddressParser parser();

  /** The peers that are connected, in the order in which they were. */
  List<PeerReport> peers();

  /** How many connections there are. */
  Counts connections();

  /** What has gone over all connections. */
  TrafficReport traffic();

  /** What this node is to others. */
  NetworkReport report();

  /** Pings all peers now. */
  void pingAll();

  /** Whether the node may have connections at all. */
  boolean isActive();

  /** Closes all connections and makes no more, or lets the node have some again. */
  void setActive(boolean active);

  /** The nodes that are to be connected to again and again, in the order of their coming. */
  List<AddedNode.Status> addedNodes();

  /**
   * Has the node connected to {@code node} from now on.
   *
   * @param node an address or a name, perhaps with a port
   * @param encrypted whether BIP 324 is tried first
   * @return false if that is so already
   */
  boolean addNode(String node, boolean encrypted);

  /**
   * Takes {@link #addNode} back; a connection that there is stays.
   *
   * @param node exactly as it was added
   * @return false if it was not
   */
  boolean removeNode(String node);

  /**
   * Tries to connect to {@code node} once; the same as above else.
   *
   * @param done is called there, later or at once, when that has succeeded or failed
   */
  void connectOnce(String node, boolean encrypted, Runnable done);

  /**
   * Tries to connect as the node does by itself, for tests.
   *
   * @param node an address or a name, perhaps with a port
   * @param type which this node opens of itself
   * @param done as above; not if the answer is false
   * @return false if there are as many connections of this type as there may be
   */
  boolean connect(String node, ConnectionType type, boolean encrypted, Runnable done);

  /**
   * Closes a connection.
   *
   * @param name as {@link PeerReport} has it
   * @return false if there is none
   */
  boolean disconnect(String name);

  /** Closes a connection; false if there is none. */
  boolean disconnect(PeerId peer);

  /** Closes all connections with peers in {@code subnet}. */
  void disconnect(Subnet subnet);

  /** Sends a message, whatever the state of the conversation; false if there is no such peer. */
  boolean send(PeerId peer, Message message);

  /**
   * Asks a peer for a block that is not stored.
   *
   * @return why not; empty if the peer was asked
   */
  Optional<String> fetch(PeerId peer, IndexedBlock block);

  /** Announces a transaction of the mempool to all peers that want to know of such. */
  void announce(Wtxid transaction);

  /**
   * Has a transaction of this node's own sent over connections for that alone.
   *
   * @return false if too many are being sent so
   */
  boolean sendPrivately(Transaction transaction);

  /** Those that are being sent so. */
  List<OwnTransaction> sentPrivately();

  /**
   * Sends those that have this txid or wtxid no more.
   *
   * @return which they are
   */
  List<Transaction> abortPrivate(Hash256 id);

  /** Transactions that peers have sent, and that spend what is not known. */
  List<OrphanTransaction> orphans();

  /** Who is banned; {@link #saveBans} is to follow changes. */
  BanList bans();

  /** Writes the bans to their file soon. */
  void saveBans();

  /** Where other nodes are. */
  AddressManager addresses();

  /** Which autonomous systems addresses belong to; may be used on any thread. */
  NetGroups groups();

  /** Has what is done now and then, whatever peers do, done sooner by as much. */
  void forward(Duration by);
}
