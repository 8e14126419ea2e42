package cairn.node.peers;

import cairn.ledger.IndexedBlock;
import cairn.ledger.MockableClock;
import cairn.ledger.policy.PolicyOptions;
import cairn.node.config.PeersConfig;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AddressParser;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.connections.AddedNode;
import cairn.p2p.connections.Connections.Counts;
import cairn.p2p.host.PeerHost;
import cairn.p2p.net.Proxy;
import cairn.p2p.own.OwnTransaction;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Peers;
import cairn.p2p.protocol.Protocol;
import cairn.p2p.relay.OrphanTransaction;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import cairn.primitives.Amount;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkReport;
import cairn.rpc.PeerReport;
import cairn.rpc.TrafficReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What RPC may ask about peers and have done with them. */
record PeerControl(
    PeersConfig config,
    Supplier<ServiceFlags> services,
    PolicyOptions policy,
    MockableClock clock,
    Peers all,
    Protocol protocol,
    PeerHost host,
    NodeKnowledge knowledge,
    Runnable bansSaver)
    implements NetworkControl {
  /** The version of Bitcoin Core whose protocol and RPC these are. */
  private static final int CORE_VERSION = 310000;

  private static final List<NetworkType> NETWORKS =
      List.of(
          NetworkType.IPV4,
          NetworkType.IPV6,
          NetworkType.ONION,
          NetworkType.I2P,
          NetworkType.CJDNS);

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public AddressParser parser() {
    return config.addressParser();
  }

  @Override
  public List<PeerReport> peers() {
    return new PeerReports(all, protocol, host).all();
  }

  @Override
  public Counts connections() {
    return protocol.connections().counts();
  }

  @Override
  public TrafficReport traffic() {
    var totals = host.totals();
    return new TrafficReport(
        totals.received(),
        totals.sent(),
        totals.receivedBy(),
        totals.sentBy(),
        protocol.connections().upload().status());
  }

  @Override
  public NetworkReport report() {
    var relay = protocol.relay();
    return new NetworkReport(
        CORE_VERSION,
        config.profile().userAgent(),
        services.get(),
        new NetworkReport.Relay(
            !config.relay().blocksOnly(),
            config.relay().sendRate(),
            relay.inboundBacklog(),
            relay.outboundBacklog(),
            new Amount(policy.minRelayFee().satsPerKilobyte()),
            new Amount(policy.incrementalRelayFee().satsPerKilobyte())),
        protocol.connections().clockOffsets().median(),
        ways(),
        knowledge.local().all());
  }

  private Map<NetworkType, NetworkReport.Way> ways() {
    var ways = new EnumMap<NetworkType, NetworkReport.Way>(NetworkType.class);
    for (var network : NETWORKS) {
      var proxy = Optional.ofNullable(config.proxies().byNetwork().get(network));
      ways.put(
          network,
          new NetworkReport.Way(
              config.connections().means().networks().contains(network),
              proxy.map(one -> one.address().toString()),
              proxy.map(Proxy::isolating).orElse(false)));
    }
    return ways;
  }

  @Override
  public void pingAll() {
    protocol.keepalive().pingAll();
  }

  @Override
  public boolean isActive() {
    return protocol.connections().commands().isNetworkActive();
  }

  @Override
  public void setActive(boolean active) {
    protocol.connections().commands().setNetworkActive(active);
  }

  @Override
  public List<AddedNode.Status> addedNodes() {
    return protocol.connections().commands().addedNodes();
  }

  @Override
  public boolean addNode(String node, boolean encrypted) {
    return protocol.connections().commands().add(node, encrypted);
  }

  @Override
  public boolean removeNode(String node) {
    return protocol.connections().commands().remove(node);
  }

  @Override
  public void connectOnce(String node, boolean encrypted, Runnable done) {
    protocol.connections().commands().tryOnce(node, encrypted, done);
  }

  @Override
  public boolean connect(String node, ConnectionType type, boolean encrypted, Runnable done) {
    return protocol.connections().commands().open(node, type, encrypted, done);
  }

  @Override
  public boolean disconnect(String name) {
    return protocol.connections().commands().disconnect(name);
  }

  @Override
  public boolean disconnect(PeerId peer) {
    return protocol.connections().commands().disconnect(peer);
  }

  @Override
  public void disconnect(Subnet subnet) {
    protocol.connections().commands().disconnect(subnet);
  }

  @Override
  public boolean send(PeerId to, Message message) {
    var peer = all.find(to);
    if (peer == null || peer.isClosed()) {
      return false;
    }
    host.outbox().send(peer, message);
    return true;
  }

  @Override
  public Optional<String> fetch(PeerId peer, IndexedBlock block) {
    return protocol.sync().fetch(peer, new LedgerBlock(block));
  }

  @Override
  public void announce(Wtxid transaction) {
    protocol.relay().announce(transaction);
  }

  @Override
  public boolean sendPrivately(Transaction transaction) {
    return protocol.own().add(transaction);
  }

  @Override
  public List<OwnTransaction> sentPrivately() {
    return protocol.own().all();
  }

  @Override
  public List<Transaction> abortPrivate(Hash256 id) {
    return protocol.own().abort(id);
  }

  @Override
  public List<OrphanTransaction> orphans() {
    return protocol.relay().orphans();
  }

  @Override
  public BanList bans() {
    return knowledge.bans();
  }

  @Override
  public AddressManager addresses() {
    return knowledge.addresses();
  }

  @Override
  public NetGroups groups() {
    return knowledge.groups();
  }

  @Override
  public void saveBans() {
    bansSaver.run();
  }

  @Override
  public void forward(Duration by) {
    host.tasks().alarms().forward(by);
  }
}
