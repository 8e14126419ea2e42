package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cairn.genesis.Networks;
import cairn.p2p.FakeClock;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.net.BindFailedException;
import cairn.p2p.net.Proxy;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Grant;
import cairn.p2p.permissions.Permission;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Unknown;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two hosts that talk over this machine's own network. */
@Timeout(120)
class PeerHostTest {
  private static final Bytes MAGIC = Bytes.fromHex("fabfb5da");
  private static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1", 0).orElseThrow();
  private static final int MAX_INBOUND = 20;
  private static final int MAX_RECEIVE = 300_000;
  private static final int MAX_SEND = 200_000;
  private static final int MAX_MEMORY = 10_000_000;

  private final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_700_000_000));
  private final FakeClock taskClock = new FakeClock(Instant.ofEpochSecond(1));
  private final RecordingMachines here = new RecordingMachines();
  private final RecordingMachines there = new RecordingMachines();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final PeerHost mine = new PeerHost(config(Proxies.NONE));
  private final PeerHost others = new PeerHost(config(Proxies.NONE));

  private HostConfig config(Proxies proxies) {
    var sockets =
        new SocketsConfig(
            MAGIC,
            Set.of("ping", "block"),
            1,
            MAX_INBOUND,
            MAX_RECEIVE,
            MAX_SEND,
            MAX_MEMORY,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            new SecureRandom(),
            clock);
    return new HostConfig(sockets, proxies, taskClock);
  }

  @BeforeEach
  void start() {
    mine.start(here, failure::complete);
    others.start(there, failure::complete);
  }

  @AfterEach
  void close() {
    mine.close();
    others.close();
    assertThat(failure).isNotDone();
  }

  private static Call call(Endpoint to, boolean encrypted) {
    return new Call(new Target.Node(to), "", ConnectionType.MANUAL, encrypted);
  }

  private Endpoint listen(boolean encrypted) throws BindFailedException {
    return others.listen(new Bind(LOOPBACK, false, Grant.NONE), encrypted).endpoint();
  }

  private void connect(Endpoint to, boolean encrypted) {
    mine.execute(() -> mine.outbox().connect(call(to, encrypted)));
  }

  /** Both ends of a new connection, this node's first. */
  private List<Peer> connected(boolean encrypted) throws Exception {
    connect(listen(encrypted), encrypted);
    return List.of(next(here.opened).peer(), next(there.arrived).peer());
  }

  private void send(Peer to, Message... messages) {
    mine.execute(() -> List.of(messages).forEach(message -> mine.outbox().send(to, message)));
  }

  private static Unknown rubbish(int length) {
    return new Unknown("rubbish", Bytes.wrap(new byte[length]));
  }

  private static byte[] v1(Message message) {
    return v1(message.command(), MessageCodec.encode(message));
  }

  private static byte[] v1(String command, Bytes payload) {
    var bytes = Bytes.EMPTY;
    for (var part : Transport.v1(MAGIC).seal(new Frame(command, payload))) {
      bytes = bytes.concat(part);
    }
    return bytes.toArray();
  }

  private static Socket raw(Endpoint to) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), to.port());
  }

  /** Waits until something comes, or nothing will any more. */
  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // if what it has sent was not read
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesMessagesBetweenMachines(boolean encrypted) throws Exception {
    var ends = connected(encrypted);
    assertThat(next(here.begun)).isEqualTo(ends.getFirst());
    assertThat(next(there.begun)).isEqualTo(ends.getLast());
    there.reaction = (from, _) -> others.outbox().send(from, Pong.of(8));
    send(ends.getFirst(), Ping.of(7), rubbish(3));
    assertThat(next(there.received))
        .isEqualTo(new RecordingMachines.Received(ends.getLast(), Ping.of(7)));
    assertThat(there.messages(1)).containsExactly(rubbish(3));
    assertThat(here.messages(2)).containsExactly(Pong.of(8), Pong.of(8));
    var protocol = encrypted ? Protocol.V2 : Protocol.V1;
    assertThat(ends.getFirst().transport().protocol()).isEqualTo(protocol);
    assertThat(ends.getLast().transport()).isEqualTo(ends.getFirst().transport());
  }

  @Test
  void tellsWhoHasCalledWhere() throws Exception {
    var whitebind = new Grant(Set.of(Permission.NOBAN), false);
    var second = Endpoint.parse("127.0.0.2", 0).orElseThrow();
    var onion = others.listen(new Bind(second, true, whitebind), true).endpoint();
    var plain = listen(true);
    connect(onion, true);
    var mineToOnion = next(here.opened);
    assertThat(mineToOnion.call()).isEqualTo(call(onion, true));
    assertThat(next(there.arrived).arrival())
        .isEqualTo(new Arrival(mineToOnion.peer().facts().local(), onion, true, whitebind));
    connect(plain, true);
    var mineToPlain = next(here.opened).peer();
    assertThat(mineToPlain.remote()).isEqualTo(plain);
    assertThat(next(there.arrived).arrival())
        .isEqualTo(new Arrival(mineToPlain.facts().local(), plain, false, Grant.NONE));
  }

  @Test
  void tellsWhatIsKnownOfAConnection() throws Exception {
    var ends = connected(false);
    var peer = ends.getFirst();
    send(peer, Ping.of(7));
    there.messages(1);
    // What is sent is counted right after; but before the answer to it is read.
    others.execute(() -> others.outbox().send(ends.getLast(), Ping.of(8)));
    here.messages(1);
    var info = mine.ask(() -> mine.info(peer).orElseThrow()).get();
    assertThat(info.transport().protocol()).isEqualTo(Protocol.V1);
    assertThat(info.traffic().sent()).isEqualTo(32).isEqualTo(mine.totals().sent());
    assertThat(info.traffic().sentBy()).isEqualTo(Map.of("ping", 32L));
    assertThat(info.traffic().lastSent()).contains(clock.instant());
    mine.execute(() -> mine.outbox().close(peer));
    next(here.closed);
    assertThat(mine.ask(() -> mine.info(peer)).get()).isEmpty();
  }

  @Test
  void readsNothingFromThoseWhoAreNotLetIn() throws Exception {
    var entered = new CountDownLatch(1);
    var written = new CountDownLatch(1);
    there.admits =
        _ -> {
          entered.countDown();
          return !isOpen(written);
        };
    try (var socket = raw(listen(false))) {
      entered.await();
      socket.getOutputStream().write(v1(Ping.of(1)));
      // When these are done, the thread of the sockets has gone round since.
      listen(false);
      listen(false);
      assertThat(others.totals().received()).isZero();
      written.countDown();
      assertThat(isClosed(socket)).isTrue();
    }
    assertThat(others.totals().received()).isZero();
    assertThat(there.begun).isEmpty();
  }

  @Test
  void closesWhatIsNotWantedAnyMore() throws Exception {
    here.wants = _ -> false;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(new Endpoint(LOOPBACK.address(), server.getLocalPort()), false);
      try (var socket = server.accept()) {
        assertThat(isClosed(socket)).isTrue();
      }
    }
    assertThat(mine.ask(here.begun::isEmpty).get()).isTrue();
    assertThat(here.closed).isEmpty();
  }

  @Test
  void passesOverWhatCannotBeRead() throws Exception {
    try (var socket = raw(listen(false))) {
      var out = socket.getOutputStream();
      out.write(v1("addrv2", Bytes.of(1)));
      out.write(v1("addrv2", Bytes.EMPTY));
      out.write(v1(Ping.of(2)));
      assertThat(there.messages(1)).containsExactly(Ping.of(2));
    }
    next(there.closed);
  }

  @Test
  void closesThoseWhoBreakTheTransport() throws Exception {
    try (var socket = raw(listen(false))) {
      next(there.arrived);
      socket.getOutputStream().write(v1(Ping.of(2)));
      assertThat(there.messages(1)).containsExactly(Ping.of(2));
      socket.getOutputStream().write(new byte[24]);
      assertThat(isClosed(socket)).isTrue();
    }
    next(there.closed);
  }

  @Test
  void dropsOnlyThePeerWhomMachinesFailOver() throws Exception {
    var endpoint = listen(false);
    there.reaction =
        (_, message) -> {
          if (message.equals(Ping.of(13))) {
            throw new IllegalStateException("a bug that the test wants");
          }
        };
    try (var bad = raw(endpoint);
        var good = raw(endpoint)) {
      good.getOutputStream().write(v1(Ping.of(1)));
      var other = next(there.received).peer();
      bad.getOutputStream().write(v1(Ping.of(13)));
      bad.getOutputStream().write(v1(Ping.of(14)));
      assertThat(isClosed(bad)).isTrue();
      var dropped = next(there.closed).peer();
      assertThat(dropped).isNotEqualTo(other);
      assertThat(dropped.isClosed()).isTrue();
      good.getOutputStream().write(v1(Ping.of(2)));
      assertThat(next(there.received)).isEqualTo(new RecordingMachines.Received(other, Ping.of(2)));
    }
  }

  private static boolean fail() {
    throw new IllegalStateException("a bug that the test wants");
  }

  @Test
  void closesThoseWhomMachinesFailToLetIn() throws Exception {
    var endpoint = listen(false);
    there.admits = _ -> fail();
    try (var bad = raw(endpoint)) {
      assertThat(isClosed(bad)).isTrue();
    }
    there.admits = _ -> true;
    try (var good = raw(endpoint)) {
      good.getOutputStream().write(v1(Ping.of(1)));
      assertThat(there.messages(1)).containsExactly(Ping.of(1));
    }
  }

  @Test
  void dropsThoseForWhomMachinesCannotSayWhetherTheyAreReady() throws Exception {
    var endpoint = listen(false);
    there.takesOthers = _ -> fail();
    try (var bad = raw(endpoint)) {
      bad.getOutputStream().write(v1(Ping.of(1)));
      assertThat(isClosed(bad)).isTrue();
    }
    next(there.closed);
    there.takesOthers = _ -> true;
    try (var good = raw(endpoint)) {
      good.getOutputStream().write(v1(Ping.of(2)));
      assertThat(there.messages(1)).containsExactly(Ping.of(2));
    }
  }

  @Test
  void goesOnWhenMachinesFailToSeeAPeerOff() throws Exception {
    var endpoint = listen(false);
    there.farewell = _ -> fail();
    try (var _ = raw(endpoint)) {
      next(there.arrived);
    }
    next(there.closed);
    try (var good = raw(endpoint)) {
      good.getOutputStream().write(v1(Ping.of(1)));
      assertThat(there.messages(1)).containsExactly(Ping.of(1));
    }
  }

  @Test
  void sendsCompactBlocksAsTheyAre() throws Exception {
    var peer = connected(true).getFirst();
    var one = CompactBlocks.of(Networks.regtest().genesis(), 1);
    var two = CompactBlocks.of(Networks.regtest().genesis(), 2);
    send(peer, one, one, two, one);
    assertThat(there.messages(4).stream().map(MessageCodec::encode))
        .containsExactly(encoded(one), encoded(one), encoded(two), encoded(one));
  }

  private static Bytes encoded(Message message) {
    return MessageCodec.encode(message);
  }

  @Test
  void looksUpNames() throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    mine.execute(() ->
        mine.names()
            .lookUp(
                "127.0.0.1",
                1,
                found -> answers.add(found + " on " + Thread.currentThread().getName())));
    assertThat(next(answers)).isEqualTo("[127.0.0.1] on peers");
  }

  @Test
  void leavesMessagesUntilMachinesAreReadyForThem() throws Exception {
    there.takesOthers = _ -> false;
    var peer = connected(false).getFirst();
    var block = new BlockMessage(Networks.regtest().genesis());
    send(peer, block, Ping.of(1), block);
    assertThat(there.messages(1)).hasExactlyElementsOfTypes(BlockMessage.class);
    assertThat(others.ask(() -> there.received.size()).get()).isZero();
    there.takesOthers = _ -> true;
    others.wake();
    assertThat(there.messages(2)).hasExactlyElementsOfTypes(Ping.class, BlockMessage.class);
  }

  @Test
  void readsNothingMoreBeforeALargeMessageIsAnswered() throws Exception {
    there.reaction = (from, _) -> from.awaitAnswer();
    there.takesOthers = peer -> !peer.isAwaitingAnswers();
    var asking = connected(false);
    var question = rubbish(MAX_RECEIVE);
    send(asking.getFirst(), question);
    for (int i = 0; i < 100; i++) {
      send(asking.getFirst(), rubbish(10_000));
    }
    assertThat(next(there.received).message()).isEqualTo(question);
    // Whoever comes later is read on the same thread.
    send(connected(false).getFirst(), Ping.of(1));
    assertThat(next(there.received).message()).isEqualTo(Ping.of(1));
    assertThat(others.totals().received()).isLessThan(MAX_RECEIVE + 10_000 + 2 * (64 << 10));
    there.reaction = (_, _) -> {};
    others.execute(asking.getLast()::answered);
    assertThat(there.messages(100)).containsOnly(rubbish(10_000));
  }

  @Test
  void readsNoMoreThanItKeeps() throws Exception {
    there.takesOthers = _ -> false;
    var peer = connected(false).getFirst();
    int length = 10_000;
    int count = 2_000;
    for (int i = 0; i < count; i++) {
      send(peer, rubbish(length));
    }
    await().until(() -> others.totals().received() > MAX_RECEIVE);
    assertThat(others.totals().received()).isLessThan(MAX_RECEIVE + 10 * length + 2 * (64 << 10));
    there.takesOthers = _ -> true;
    others.wake();
    assertThat(there.messages(count)).hasSize(count).containsOnly(rubbish(length));
  }

  @Test
  void tellsWhenThereIsRoomAgain() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(new Endpoint(LOOPBACK.address(), server.getLocalPort()), false);
      var peer = next(here.opened).peer();
      int sent = 0;
      try (var socket = server.accept()) {
        while (!mine.ask(() -> mine.outbox().isFull(peer)).get()) {
          send(peer, rubbish(MAX_SEND / 2));
          sent++;
        }
        long bytes = sent * (24L + MAX_SEND / 2);
        assertThat(socket.getInputStream().skip(bytes)).isEqualTo(bytes);
        assertThat(next(here.drained)).isEqualTo(peer);
        assertThat(mine.ask(() -> mine.outbox().isFull(peer)).get()).isFalse();
      }
    }
  }

  @Test
  void closesAndTellsBothEnds() throws Exception {
    var ends = connected(true);
    send(ends.getFirst(), Ping.of(1));
    there.messages(1);
    mine.execute(() -> mine.outbox().close(ends.getFirst()));
    assertThat(next(here.closed)).isEqualTo(new RecordingMachines.Closed(ends.getFirst(), false));
    assertThat(next(there.closed)).isEqualTo(new RecordingMachines.Closed(ends.getLast(), false));
    assertThat(ends).allMatch(Peer::isClosed);
    send(ends.getFirst(), Ping.of(2));
    assertThat(mine.ask(() -> mine.outbox().isFull(ends.getFirst())).get()).isFalse();
  }

  @Test
  void takesNothingFromAPeerThatItHasClosed() throws Exception {
    there.reaction =
        (from, _) -> {
          from.enter(Stage.CLOSED);
          others.outbox().close(from);
        };
    var peer = connected(false).getFirst();
    there.takesOthers = _ -> false;
    send(peer, Ping.of(1), Ping.of(2), Ping.of(3));
    await().until(() -> others.totals().received() == 3 * 32);
    there.takesOthers = _ -> true;
    others.wake();
    next(there.closed);
    assertThat(there.messages(1)).containsExactly(Ping.of(1));
    assertThat(there.received).isEmpty();
  }

  @Test
  void saysThatAPeerMayNotKnowEncryption() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      connect(new Endpoint(LOOPBACK.address(), server.getLocalPort()), true);
      try (var socket = server.accept()) {
        assertThat(socket.getInputStream().readNBytes(24)).hasSize(24);
      }
      assertThat(next(here.closed).retryWithV1()).isTrue();
    }
  }

  @Test
  void tellsOfConnectionsThatDoNotComeAbout() throws Exception {
    Endpoint nobody;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new Endpoint(LOOPBACK.address(), server.getLocalPort());
    }
    connect(nobody, true);
    assertThat(next(here.failed))
        .isEqualTo(new RecordingMachines.Failed(call(nobody, true), "Connection refused", false));
    var onion = new Endpoint(new TorV3(Bytes.wrap(new byte[32])), 8333);
    connect(onion, false);
    assertThat(next(here.failed))
        .isEqualTo(new RecordingMachines.Failed(call(onion, false), "unsupported network", true));
  }

  @Test
  void reachesANetworkThroughItsProxyAndNamesThroughTheirs() throws Exception {
    try (var byAddress = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var byName = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var host =
            new PeerHost(
                config(new Proxies(Map.of(NetworkType.IPV4, proxy(byAddress)), proxy(byName))))) {
      var machines = new RecordingMachines();
      host.start(machines, failure::complete);
      var address = call(Endpoint.parse("1.2.3.4", 8333).orElseThrow(), true);
      var name =
          new Call(new Target.Host("node.example", 8333), "node", ConnectionType.MANUAL, true);
      host.execute(() -> host.outbox().connect(address));
      refuse(byAddress);
      assertThat(next(machines.failed))
          .isEqualTo(new RecordingMachines.Failed(address, "general failure", false));
      host.execute(() -> host.outbox().connect(name));
      refuse(byName);
      assertThat(next(machines.failed))
          .isEqualTo(new RecordingMachines.Failed(name, "general failure", false));
    }
  }

  @Test
  void saysThatAProxyCannotBeReached() throws Exception {
    Proxy gone;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = proxy(server);
    }
    try (var host = new PeerHost(config(new Proxies(Map.of(), gone)))) {
      var machines = new RecordingMachines();
      host.start(machines, failure::complete);
      var name = new Call(new Target.Host("a.example", 1), "a", ConnectionType.MANUAL, true);
      host.execute(() -> host.outbox().connect(name));
      assertThat(next(machines.failed))
          .isEqualTo(new RecordingMachines.Failed(name, "Connection refused", true));
    }
  }

  private static Proxy proxy(ServerSocket server) {
    var endpoint = new Endpoint(LOOPBACK.address(), server.getLocalPort());
    return new Proxy(new Proxy.Tcp(endpoint), false);
  }

  /** Plays a SOCKS5 proxy that cannot reach anybody. */
  private static void refuse(ServerSocket proxy) throws IOException {
    try (var socket = proxy.accept()) {
      socket.getInputStream().readNBytes(3);
      socket.getOutputStream().write(new byte[] {5, 0});
      assertThat(socket.getInputStream().read()).isEqualTo(5);
      socket.getOutputStream().write(new byte[] {5, 1, 0, 1});
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  @Test
  void doesWhatIsDueByEachClock() throws Exception {
    var done = new LinkedBlockingQueue<String>();
    mine.ask(
            () -> {
              mine.alarms().at(clock.instant().plusSeconds(3600), () -> done.add("alarm"));
              mine.tasks().alarms().at(taskClock.instant().plusSeconds(60), () -> done.add("task"));
              return true;
            })
        .get();
    mine.ask(
            () -> {
              taskClock.advance(Duration.ofSeconds(60));
              return true;
            })
        .get();
    assertThat(next(done)).isEqualTo("task");
    clock.advance(Duration.ofSeconds(3599));
    mine.wake();
    assertThat(mine.ask(done::size).get()).isZero();
    clock.advance(Duration.ofSeconds(1));
    mine.wake();
    assertThat(next(done)).isEqualTo("alarm");
  }

  @Test
  void answersOnTheThreadOfThePeers() throws Exception {
    assertThat(mine.ask(() -> Thread.currentThread().getName()).get()).isEqualTo("peers");
    var failing =
        mine.ask(() -> {
          throw new IOException("no");
        });
    assertThatThrownBy(failing::get).hasCauseInstanceOf(IOException.class);
    var buggy =
        mine.ask(() -> {
          throw new AssertionError("a bug that the test wants");
        });
    assertThatThrownBy(buggy::get).hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void tellsMachinesOfAllThatEndWhenItIsClosed() throws Exception {
    var ends = connected(true);
    mine.close();
    assertThat(here.closed).hasSize(1);
    assertThat(here.closed.remove().peer()).isEqualTo(ends.getFirst());
    assertThat(next(there.closed).peer()).isEqualTo(ends.getLast());
    assertThat(mine.ask(() -> true)).isCancelled();
  }

  @Test
  void canBeClosedBeforeItHasStarted() {
    var unused = new PeerHost(config(Proxies.NONE));
    assertThat(unused.ask(() -> true)).isCancelled();
    unused.close();
    assertThat(unused.ask(() -> true)).isCancelled();
  }

  @Test
  void letsThoseInWhoCallBeforeItHasStarted() throws Exception {
    var machines = new RecordingMachines();
    try (var host = new PeerHost(config(Proxies.NONE))) {
      var bind = new Bind(LOOPBACK, false, Grant.NONE);
      try (var early = raw(host.listen(bind, false).endpoint())) {
        early.getOutputStream().write(v1(Ping.of(1)));
        host.start(machines, failure::complete);
        assertThat(machines.messages(1)).containsExactly(Ping.of(1));
      }
    }
  }

  @Test
  void endsAndSaysSoWhenTheJvmFails() throws Exception {
    var told = new CompletableFuture<Throwable>();
    try (var host = new PeerHost(config(Proxies.NONE))) {
      host.start(new RecordingMachines(), told::complete);
      var mayGoOn = new CountDownLatch(1);
      host.execute(() -> isOpen(mayGoOn));
      host.execute(() -> {
        throw new OutOfMemoryError("not really, the test wants it");
      });
      var asked = host.ask(() -> true);
      mayGoOn.countDown();
      assertThat(told.get(60, TimeUnit.SECONDS)).isInstanceOf(OutOfMemoryError.class);
      assertThat(asked).isCompletedExceptionally();
      assertThat(host.ask(() -> true)).isCompletedExceptionally();
    }
  }

  @Test
  void hasThoseWaitWhoComeWhileManyAreToBeLetIn() throws Exception {
    var entered = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    there.admits =
        _ -> {
          entered.countDown();
          return isOpen(mayGoOn);
        };
    var endpoint = listen(false);
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < MAX_INBOUND; i++) {
      sockets.add(raw(endpoint));
    }
    entered.await();
    for (var socket : sockets) {
      socket.close();
    }
    try (var onTop = raw(endpoint)) {
      assertThat(there.arrived).isEmpty();
      mayGoOn.countDown();
      var port = onTop.getLocalPort();
      await()
          .until(
              () -> there.arrived.stream().anyMatch(one -> one.arrival().remote().port() == port));
    }
  }

  private static boolean isOpen(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
