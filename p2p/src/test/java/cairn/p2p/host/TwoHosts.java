package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.FakeClock;
import cairn.p2p.net.BindFailedException;
import cairn.p2p.net.SocketsConfig;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Grant;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Unknown;
import cairn.p2p.wire.MessageCodec;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Two hosts that talk over this machine's own network. */
@Timeout(120)
abstract class TwoHosts {
  static final Bytes MAGIC = Bytes.fromHex("fabfb5da");
  static final Endpoint LOOPBACK = Endpoint.parse("127.0.0.1", 0).orElseThrow();
  static final int MAX_INBOUND = 20;
  static final int MAX_RECEIVE = 300_000;
  static final int MAX_SEND = 200_000;
  static final int MAX_MEMORY = 10_000_000;

  final FakeClock clock = new FakeClock(Instant.ofEpochSecond(1_700_000_000));
  final FakeClock taskClock = new FakeClock(Instant.ofEpochSecond(1));
  final RecordingMachines here = new RecordingMachines();
  final RecordingMachines there = new RecordingMachines();
  final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  final PeerHost mine = new PeerHost(config(Proxies.NONE));
  final PeerHost others = new PeerHost(config(Proxies.NONE));

  HostConfig config(Proxies proxies) {
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

  static Call call(Endpoint to, boolean encrypted) {
    return new Call(new Target.Node(to), "", ConnectionType.MANUAL, encrypted);
  }

  Endpoint listen(boolean encrypted) throws BindFailedException {
    return others.listen(new Bind(LOOPBACK, false, Grant.NONE), encrypted).endpoint();
  }

  void connect(Endpoint to, boolean encrypted) {
    mine.execute(() -> mine.outbox().connect(call(to, encrypted)));
  }

  /** Both ends of a new connection, this node's first. */
  List<Peer> connected(boolean encrypted) throws Exception {
    connect(listen(encrypted), encrypted);
    return List.of(next(here.opened).peer(), next(there.arrived).peer());
  }

  void send(Peer to, Message... messages) {
    mine.execute(() -> List.of(messages).forEach(message -> mine.outbox().send(to, message)));
  }

  static Unknown rubbish(int length) {
    return new Unknown("rubbish", Bytes.wrap(new byte[length]));
  }

  static byte[] v1(Message message) {
    return v1(message.command(), MessageCodec.encode(message));
  }

  static byte[] v1(String command, Bytes payload) {
    var bytes = Bytes.EMPTY;
    for (var part : Transport.v1(MAGIC).seal(new Frame(command, payload))) {
      bytes = bytes.concat(part);
    }
    return bytes.toArray();
  }

  static Socket raw(Endpoint to) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), to.port());
  }

  /** Waits until something comes, or nothing will any more. */
  static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // if what it has sent was not read
    }
  }

  static boolean isOpen(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
