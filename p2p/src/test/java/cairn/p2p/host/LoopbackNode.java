package cairn.p2p.host;

import cairn.genesis.Network;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.MemoryChain;
import cairn.p2p.MemoryPool;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Misconduct;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.gossip.LocalAddresses;
import cairn.p2p.net.BindFailedException;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Grant;
import cairn.p2p.protocol.Protocol;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.BlockFilters;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.transport.TransportInfo;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.BlockHash;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A whole node but for its chain and its pool, which are in memory: machines, sockets, thread. */
final class LoopbackNode implements AutoCloseable {
  private static final ServiceFlags FULL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1", 0).orElseThrow();

  final PeerHost host;
  final MemoryChain chain;
  final Peers peers = new Peers();
  final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final BlockTree tree;
  private final Protocol protocol;

  /**
   * @param calls whom to call, {@code address:port}
   */
  LoopbackNode(Network network, InstantSource clock, boolean encrypted, List<String> calls) {
    var random = new SecureRandom();
    var services = encrypted ? FULL.with(ServiceFlags.P2P_V2) : FULL;
    host =
        new PeerHost(
            new HostConfig(
                new SocketsConfig(
                    network.peers().magic(),
                    Set.of(),
                    1,
                    100,
                    5_000_000,
                    1_000_000,
                    100_000_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    random,
                    clock),
                Proxies.NONE,
                InstantSource.system()));
    tree = new BlockTree(network);
    chain = new MemoryChain(tree, clock, host);
    var groups = new NetGroups(AsMap.NONE);
    var discouraged = new Discouraged(random);
    var surroundings =
        new Surroundings(
            network,
            clock,
            random,
            host.alarms(),
            host.outbox(),
            peers,
            new Misconduct(peers, host.outbox(), discouraged::add));
    protocol =
        new Protocol(
            surroundings,
            new Protocol.Offer(chain, new MemoryPool(host), BlockFilters.NONE, () -> services),
            new Protocol.Knowledge(
                new AddressManager(groups, AddressManager.newKey(random), random, 0),
                groups,
                new LocalAddresses(false, _ -> true, 0, random),
                new BanList(Duration.ofDays(1)),
                discouraged,
                List.of()),
            new Protocol.Outside(host.tasks(), host.names(), host.activity(), host.totals()::sent),
            new Protocol.Options(
                ConnectionOptions.DEFAULT
                    .with(new Calls(false, calls, List.of()))
                    .with(new Seeds(List.of(), false, false, false)),
                new Handshake.Options("/loopback/", true),
                new AddressGossip.Options(true, _ -> true, _ -> false),
                SyncOptions.DEFAULT,
                RelayOptions.SMALL));
    chain.listen(protocol);
  }

  /** Sets it to work; where it listens. */
  Endpoint start(boolean encrypted) throws BindFailedException {
    var listening = host.listen(new Bind(LOOPBACK, false, Grant.NONE), encrypted);
    host.start(protocol, failure::complete);
    host.execute(protocol::start);
    return listening.endpoint();
  }

  /** Has the chain grow by so many blocks. */
  void mine(int count) {
    ask(() -> {
      var tip = tree.get(chain.tip().hash());
      List<Entry> blocks = tree.mine(tip, count);
      chain.take(blocks);
      return true;
    });
  }

  BlockHash tip() {
    return ask(() -> chain.tip().hash());
  }

  /** The transports of those peers with whom the handshake is done. */
  List<TransportInfo.Protocol> ready() {
    return ask(() ->
        peers.all().stream()
            .filter(Peer::isReady)
            .map(peer -> peer.transport().protocol())
            .toList());
  }

  <T> T ask(Callable<T> question) {
    return host.ask(question).join();
  }

  @Override
  public void close() {
    host.close();
  }
}
