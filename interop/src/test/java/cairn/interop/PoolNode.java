package cairn.interop;

import static org.awaitility.Awaitility.await;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.p2p.MemoryChain;
import cairn.p2p.MemoryPool;
import cairn.p2p.TransactionPool.Answer;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Misconduct;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.gossip.LocalAddresses;
import cairn.p2p.host.HostConfig;
import cairn.p2p.host.PeerHost;
import cairn.p2p.host.Proxies;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.protocol.Protocol;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.BlockFilters;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The machines that a node has for its peers, on real sockets, with a chain and a pool in memory
 * that know few rules: what is tested with it is the relay of transactions.
 */
final class PoolNode implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int BUFFER = 5_000_000;
  private static final ServiceFlags SERVICES =
      ServiceFlags.NETWORK.with(ServiceFlags.WITNESS).with(ServiceFlags.P2P_V2);

  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final PeerHost host;
  private final MemoryChain chain;
  private final MemoryPool pool;
  private final Peers peers = new Peers();
  private final Protocol protocol;

  PoolNode() {
    var network = Networks.regtest();
    var random = new SecureRandom();
    var sockets =
        new SocketsConfig(
            network.peers().magic(),
            Set.of(),
            1,
            1,
            BUFFER,
            BUFFER,
            BUFFER,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            random,
            CLOCK);
    host = new PeerHost(new HostConfig(sockets, Proxies.NONE, CLOCK));
    chain = new MemoryChain(new BlockTree(network), CLOCK, host);
    pool = new MemoryPool(host);
    var discouraged = new Discouraged(random);
    var discipline = new Misconduct(peers, host.outbox(), discouraged::add);
    var groups = new NetGroups(AsMap.NONE);
    protocol =
        new Protocol(
            new Surroundings(
                network, CLOCK, random, host.alarms(), host.outbox(), peers, discipline),
            new Protocol.Offer(chain, pool, BlockFilters.NONE, () -> SERVICES),
            new Protocol.Knowledge(
                new AddressManager(groups, AddressManager.newKey(random), random, 0),
                groups,
                new LocalAddresses(false, _ -> false, 0, random),
                new BanList(Duration.ofDays(1)),
                discouraged,
                List.of()),
            new Protocol.Outside(host.tasks(), host.names(), host.activity(), host.totals()::sent),
            options());
    chain.listen(new PoolUpdate());
    chain.listen(protocol);
    host.start(protocol, failure::complete);
    host.execute(protocol::start);
  }

  private static Protocol.Options options() {
    return new Protocol.Options(
        ConnectionOptions.DEFAULT
            .with(new ConnectionOptions.Calls(false, List.of(), List.of()))
            .with(new ConnectionOptions.Seeds(List.of(), false, false, false)),
        new Handshake.Options("/interop:0/", true),
        new AddressGossip.Options(false, _ -> true, _ -> false),
        SyncOptions.DEFAULT,
        RelayOptions.DEFAULT);
  }

  /**
   * Calls another node, once.
   *
   * @param encrypted whether by BIP 324
   */
  void connectTo(FullNode other, boolean encrypted) {
    host.execute(
        () -> protocol.connections().commands().tryOnce(other.address(), encrypted, () -> {}));
  }

  /** How many bytes of each message it has sent to its only peer, by command. */
  Map<String, Long> sent() {
    return ask(() -> host.info(peers.all().iterator().next()).orElseThrow().traffic().sentBy());
  }

  /** Takes in a block as if it had mined it, and tells peers of it. */
  void take(Block block) {
    host.execute(() -> chain.submitBlock(block, true, true, _ -> {}));
  }

  int height() {
    return ask(() -> chain.tip().height());
  }

  boolean hasInPool(Txid txid) {
    return ask(() -> pool.find(txid) != null);
  }

  /** Waits until its chain is so high. */
  void awaitHeight(int height) {
    await().atMost(FullNode.PATIENCE).until(() -> height() == height);
  }

  /** Waits until it has a transaction in its pool. */
  void awaitInPool(Txid txid) {
    await().atMost(FullNode.PATIENCE).until(() -> hasInPool(txid));
  }

  /** Takes a transaction into the pool, and tells peers of it. */
  Answer announce(Transaction transaction) {
    return ask(() -> {
      var answer = pool.add(transaction);
      protocol.relay().announce(transaction.wtxid());
      return answer;
    });
  }

  private <T> T ask(Callable<T> question) {
    return host.ask(question).join();
  }

  /** Fails if the thread of the peers has ended before. */
  @Override
  public void close() {
    host.close();
    if (failure.isDone()) {
      throw new IllegalStateException(failure.join());
    }
  }

  /** Has the pool know the coins that there are. */
  private final class PoolUpdate implements BlockchainListener {
    @Override
    public void connected(KnownBlock block, Block contents) {
      pool.connect(contents);
    }
  }
}
