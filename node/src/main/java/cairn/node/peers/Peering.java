package cairn.node.peers;

import cairn.ledger.Ledger;
import cairn.ledger.MockableClock;
import cairn.ledger.SnapshotStatus;
import cairn.ledger.index.Indexes;
import cairn.node.config.ConfigException;
import cairn.node.config.NodeConfig;
import cairn.node.config.PeersConfig;
import cairn.node.config.PeersConfig.Profile;
import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Misconduct;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.host.Bind;
import cairn.p2p.host.HostConfig;
import cairn.p2p.host.PeerHost;
import cairn.p2p.net.BindFailedException;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Grant;
import cairn.p2p.protocol.Protocol;
import cairn.p2p.protocol.Protocol.Offer;
import cairn.p2p.protocol.Protocol.Outside;
import cairn.p2p.sync.BlockFilters;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkThread;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a node that speaks with others: its machines, sockets, threads and files. */
public final class Peering implements NetworkThread, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Peering.class);

  /** Two of them carry what a fast link does, encrypted. */
  private static final int SOCKET_THREADS = 2;

  /** So many may wait to be let in, or be on their way out, besides those that are in. */
  private static final int LOBBY = 64;

  /** All peers who have called may hold this part of the heap with messages. */
  private static final int PART_OF_HEAP = 8;

  private static final Duration PROXY_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration SAVE_EVERY = Duration.ofMinutes(15);
  private static final int READERS = 4;

  /** At any port. */
  private static final Bind HERE =
      new Bind(new Endpoint(new Ipv4(0x7f000001), 0), false, Grant.NONE);

  private final PeersConfig config;
  private final PeerHost host;
  private final NodeKnowledge knowledge;
  private final Protocol protocol;
  private final NetworkControl control;
  private final ChainNews news;

  /** May wait for the disk, and does one after the other. */
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("peer-files").factory());

  /** Read the blocks that peers ask for. */
  private final ExecutorService readers =
      Executors.newFixedThreadPool(READERS, Thread.ofPlatform().name("readers-", 0).factory());

  private volatile boolean started;

  /**
   * Reads the files, and makes everything; nobody is called and nobody can call yet.
   *
   * @throws ConfigException if a file is damaged
   */
  public Peering(NodeConfig node, Ledger ledger, Indexes indexes, MockableClock clock)
      throws ConfigException {
    this.config = node.peers();
    var random = new SecureRandom();
    this.knowledge = new NodeKnowledge(node, clock, random);
    this.host = new PeerHost(hostConfig(node, clock, random));
    var peers = new Peers();
    var services = services(config.profile(), indexes, ledger);
    var discipline = new Misconduct(peers, host.outbox(), knowledge.discouraged()::add);
    this.protocol =
        new Protocol(
            new Surroundings(
                node.network(), clock, random, host.alarms(), host.outbox(), peers, discipline),
            new Offer(
                new LedgerBlockchain(ledger, host, readers),
                new LedgerPool(ledger, host),
                indexes
                    .blockFilters()
                    .<BlockFilters>map(index -> new IndexedFilters(index, host, readers))
                    .orElse(BlockFilters.NONE),
                services),
            knowledge.forMachines(),
            new Outside(host.tasks(), host.names(), host.activity(), host.totals()::sent),
            machineOptions());
    this.control =
        new PeerControl(
            config,
            services,
            ledger.config().mempool().policy(),
            clock,
            peers,
            protocol,
            host,
            knowledge,
            () -> knowledge.saveBans(disk, host));
    this.news = new ChainNews(protocol, host);
    ledger.listen(news);
    clock.onSet(host::wake);
  }

  /** What is offered to peers: old blocks and block filters not before all of them are there. */
  private static Supplier<ServiceFlags> services(Profile profile, Indexes indexes, Ledger ledger) {
    var index = indexes.blockFilters().filter(_ -> profile.blockFilters());
    return () -> {
      var services = profile.services();
      if (ledger.snapshot().map(SnapshotStatus::history).isPresent()) {
        return services.without(ServiceFlags.NETWORK);
      }
      return index.isPresent() && index.get().isSynced()
          ? services.with(ServiceFlags.COMPACT_FILTERS)
          : services;
    };
  }

  private HostConfig hostConfig(NodeConfig node, InstantSource clock, RandomGenerator random) {
    var commands =
        Arrays.stream(MessageType.values())
            .map(MessageType::command)
            .collect(Collectors.toUnmodifiableSet());
    return new HostConfig(
        new SocketsConfig(
            node.network().peers().magic(),
            commands,
            SOCKET_THREADS,
            config.connections().limits().connections() + LOBBY,
            config.buffers().receive(),
            config.buffers().send(),
            Runtime.getRuntime().maxMemory() / PART_OF_HEAP,
            config.buffers().connectTimeout(),
            PROXY_TIMEOUT,
            random,
            clock),
        config.proxies(),
        InstantSource.system());
  }

  private Protocol.Options machineOptions() {
    var reachable = config.connections().means().networks();
    return new Protocol.Options(
        config.connections(),
        new Handshake.Options(config.profile().userAgent(), !config.relay().blocksOnly()),
        new AddressGossip.Options(
            config.listening().isOn(), reachable::contains, knowledge::isUnwanted),
        config.sync(),
        config.relay());
  }

  /**
   * Listens, and begins to call others.
   *
   * @param onFailure is told if there are no peers any more though nobody has closed this
   * @throws ConfigException if it cannot listen
   */
  public void start(Consumer<Throwable> onFailure) throws ConfigException {
    for (var bind : config.listening().binds()) {
      listen(bind, true);
    }
    for (var bind : config.listening().attempts()) {
      listen(bind, false);
    }
    host.start(
        protocol,
        why -> {
          news.close();
          onFailure.accept(why);
        });
    started = true;
    host.execute(() -> {
      protocol.connections().commands().setNetworkActive(config.networkActive());
      protocol.start();
      host.tasks().after(SAVE_EVERY, this::save);
    });
  }

  /**
   * Listens at one place.
   *
   * @param needed whether the node is not to start if that cannot be
   */
  private void listen(Bind bind, boolean needed) throws ConfigException {
    try {
      boolean v2 = config.profile().services().has(ServiceFlags.P2P_V2);
      log.info("Bound to {}", host.listen(bind, v2).endpoint());
    } catch (BindFailedException e) {
      var message =
          "Unable to bind to %s on this computer".formatted(bind.endpoint())
              + (e.inUse()
                  ? ". Cairn is probably already running."
                  : " (bind returned error %s)".formatted(e.getMessage()))
              + (bind.onion()
                  ? " It is where connections by Tor come in: one port above -port, unless"
                      + " -bind=ADDRESS:PORT=onion says otherwise."
                  : "");
      log.error("{}", message);
      if (needed) {
        throw new ConfigException(message);
      }
    }
  }

  /**
   * Listens on this machine alone, besides where it does already. For any thread, once started.
   *
   * @return the port, which the system has chosen
   * @throws ConfigException if it cannot listen
   */
  public int listenHere() throws ConfigException {
    boolean v2 = config.profile().services().has(ServiceFlags.P2P_V2);
    try {
      return host.listen(HERE, v2).endpoint().port();
    } catch (BindFailedException e) {
      throw new ConfigException("Unable to listen on this computer: " + e.getMessage());
    }
  }

  /** Has something done now and then, by a thread that may wait for the disk. For any thread. */
  public void every(Duration interval, Runnable task) {
    host.execute(() -> again(interval, task));
  }

  private void again(Duration interval, Runnable task) {
    host.tasks()
        .after(
            interval,
            () -> {
              disk.execute(task);
              again(interval, task);
            });
  }

  private void save() {
    knowledge.save(disk, host);
    host.tasks().after(SAVE_EVERY, this::save);
  }

  @Override
  public <T> CompletableFuture<T> ask(Function<NetworkControl, T> question) {
    return host.ask(() -> question.apply(control));
  }

  @Override
  public boolean sendsOwnPrivately() {
    return config.privateBroadcast();
  }

  @Override
  public boolean reachesTor() {
    return config.connections().means().networks().contains(NetworkType.ONION);
  }

  @Override
  public List<String> warnings() {
    return protocol.connections().clockOffsets().warning().stream().toList();
  }

  /** Closes all connections, and writes what is known of other nodes. */
  @Override
  public void close() {
    if (started) {
      saveAll();
    }
    news.close();
    host.close();
    readers.close();
    disk.close();
  }

  private void saveAll() {
    try {
      host.ask(
              () -> {
                knowledge.saveAnchors(protocol.connections().anchors(), disk);
                knowledge.save(disk, host);
                return true;
              })
          .join();
    } catch (CompletionException e) {
      log.warn("What is known of other nodes is not saved: {}", String.valueOf(e.getCause()));
    }
  }
}
