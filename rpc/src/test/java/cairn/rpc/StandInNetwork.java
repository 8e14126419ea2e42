package cairn.rpc;

import cairn.ledger.IndexedBlock;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AddressParser;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.connections.AddedNode;
import cairn.p2p.connections.AddedNode.Contact;
import cairn.p2p.connections.Connections.Counts;
import cairn.p2p.connections.UploadQuota;
import cairn.p2p.gossip.LocalAddresses.LocalAddress;
import cairn.p2p.own.OwnTransaction;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.BacklogInfo;
import cairn.p2p.relay.OrphanTransaction;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.p2p.wire.Subnet;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import cairn.rpc.NetworkReport.Relay;
import cairn.rpc.NetworkReport.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A network of which nothing is real but the bans and the addresses. Not thread-safe. */
public final class StandInNetwork implements NetworkThread, NetworkControl {
  private static final int MOST_OWN = 2;

  /** What was asked for, and what the answer does not show. */
  public final List<String> orders = new ArrayList<>();

  public final List<PeerReport> peers = new ArrayList<>();

  public final List<OrphanTransaction> orphans = new ArrayList<>();

  /** What is said to whoever wants a block of a peer; empty if the peer is asked. */
  public Optional<String> refusal = Optional.empty();

  public final List<String> warnings = new ArrayList<>();
  public Instant now = Instant.ofEpochSecond(1_700_000_000);
  public boolean encrypts = true;
  public boolean full;
  public boolean ended;
  public NetGroups groups = new NetGroups(AsMap.NONE);
  public boolean cjdns;

  /** When connections that are tried have succeeded or failed. */
  public Executor later = Runnable::run;

  private final Map<String, Optional<Contact>> added = new LinkedHashMap<>();

  /** As with {@code -privatebroadcast}. */
  public boolean privately;

  public boolean reachesTor = true;
  private final List<Transaction> own = new ArrayList<>();
  private final BanList bans = new BanList(Duration.ofDays(1));
  private final AddressManager addresses =
      new AddressManager(groups, AddressManager.knownKey(), new Random(1), 1);
  private boolean active = true;

  @Override
  public <T> CompletableFuture<T> ask(Function<NetworkControl, T> question) {
    var answer = new CompletableFuture<T>();
    if (ended) {
      answer.cancel(false);
    } else {
      answer.complete(question.apply(this));
    }
    return answer;
  }

  @Override
  public boolean sendsOwnPrivately() {
    return privately;
  }

  @Override
  public boolean reachesTor() {
    return reachesTor;
  }

  @Override
  public boolean sendPrivately(Transaction transaction) {
    return own.size() < MOST_OWN && own.add(transaction);
  }

  @Override
  public List<OwnTransaction> sentPrivately() {
    return own.stream()
        .map(transaction ->
            new OwnTransaction(
                transaction,
                Instant.ofEpochSecond(1),
                998,
                List.of(
                    new OwnTransaction.Sending(
                        Endpoint.parse("1.2.3.4", 8333).orElseThrow(),
                        Instant.ofEpochSecond(2),
                        Optional.empty()),
                    new OwnTransaction.Sending(
                        Endpoint.parse("1.2.3.5", 8333).orElseThrow(),
                        Instant.ofEpochSecond(3),
                        Optional.of(Instant.ofEpochSecond(4))))))
        .toList();
  }

  @Override
  public List<Transaction> abortPrivate(Hash256 id) {
    var aborted =
        own.stream()
            .filter(transaction ->
                transaction.txid().equals(id) || transaction.wtxid().bytes().equals(id.bytes()))
            .toList();
    own.removeAll(aborted);
    return aborted;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** A node that was added is connected. */
  public void connected(String name, String remote, boolean inbound) {
    var endpoint = Endpoint.parse(remote, 0).orElseThrow();
    added.put(name, Optional.of(new Contact(endpoint, inbound)));
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public AddressParser parser() {
    return new AddressParser(cjdns);
  }

  @Override
  public List<PeerReport> peers() {
    return List.copyOf(peers);
  }

  @Override
  public Counts connections() {
    int inbound = (int) peers.stream().filter(peer -> peer.facts().type().isInbound()).count();
    return new Counts(inbound, peers.size() - inbound);
  }

  @Override
  public TrafficReport traffic() {
    return new TrafficReport(
        1000,
        2000,
        Map.of("ping", 32L),
        Map.of("ping", 64L),
        new UploadQuota.Status(
            Duration.ofDays(1), 800, true, false, 0, Duration.ofSeconds(86_399)));
  }

  @Override
  public NetworkReport report() {
    var services = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
    return new NetworkReport(
        310000,
        "/Satoshi:31.0.0/Cairn:0.1.0/",
        encrypts ? services.with(ServiceFlags.P2P_V2) : services,
        new Relay(
            true,
            14,
            new BacklogInfo(3, 420, 12_000_000),
            new BacklogInfo(0, 1050, -0.5),
            new Amount(100),
            new Amount(200)),
        Duration.ofMillis(-2999),
        Map.of(
            NetworkType.IPV4,
            new Way(true, Optional.empty(), true),
            NetworkType.ONION,
            new Way(true, Optional.of("127.0.0.1:9050"), true)),
        List.of(new LocalAddress(Endpoint.parse("8.8.8.8", 8333).orElseThrow(), 4)));
  }

  @Override
  public void pingAll() {
    orders.add("ping");
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public void setActive(boolean active) {
    this.active = active;
  }

  @Override
  public List<AddedNode.Status> addedNodes() {
    return added.entrySet().stream()
        .map(entry -> new AddedNode.Status(new AddedNode(entry.getKey(), true), entry.getValue()))
        .toList();
  }

  @Override
  public boolean addNode(String node, boolean encrypted) {
    orders.add("add " + node + " " + encrypted);
    return added.putIfAbsent(node, Optional.empty()) == null;
  }

  @Override
  public boolean removeNode(String node) {
    return added.remove(node) != null;
  }

  @Override
  public void connectOnce(String node, boolean encrypted, Runnable done) {
    orders.add("once " + node + " " + encrypted);
    later.execute(done);
  }

  @Override
  public boolean connect(String node, ConnectionType type, boolean encrypted, Runnable done) {
    orders.add("connect " + node + " " + type + " " + encrypted);
    if (!full) {
      later.execute(done);
    }
    return !full;
  }

  @Override
  public void forward(Duration by) {
    orders.add("forward " + by);
  }

  @Override
  public boolean disconnect(String name) {
    return peers.removeIf(peer -> peer.facts().name().equals(name));
  }

  @Override
  public boolean disconnect(PeerId id) {
    return peers.removeIf(peer -> peer.id().equals(id));
  }

  @Override
  public void disconnect(Subnet subnet) {
    orders.add("disconnect " + subnet);
  }

  @Override
  public boolean send(PeerId id, Message message) {
    if (peers.stream().noneMatch(peer -> peer.id().equals(id))) {
      return false;
    }
    if (message instanceof Message.Unknown(String command, Bytes payload)) {
      orders.add("send " + command + " " + payload);
    }
    return true;
  }

  @Override
  public Optional<String> fetch(PeerId peer, IndexedBlock block) {
    orders.add("fetch " + block.height() + " from " + peer);
    return refusal;
  }

  @Override
  public void announce(Wtxid transaction) {
    orders.add("announce " + transaction);
  }

  @Override
  public List<OrphanTransaction> orphans() {
    return List.copyOf(orphans);
  }

  @Override
  public BanList bans() {
    return bans;
  }

  @Override
  public void saveBans() {
    orders.add("save bans");
  }

  @Override
  public AddressManager addresses() {
    return addresses;
  }

  @Override
  public NetGroups groups() {
    return groups;
  }
}
