package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static cairn.p2p.host.TwoHosts.LOOPBACK;
import static cairn.p2p.host.TwoHosts.MAGIC;
import static cairn.p2p.host.TwoHosts.v1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.p2p.net.SocketsConfig;
import cairn.p2p.permissions.Grant;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many peers that are of no use, and one who is served all the same. */
@Timeout(120)
class HostilePeersTest {
  private static final int MANY = 200;
  private static final int MAX_INBOUND = 2 * MANY;
  private static final int MAX_MEMORY = 20_000_000;

  private final RecordingMachines machines = new RecordingMachines();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final PeerHost host =
      new PeerHost(
          new HostConfig(
              new SocketsConfig(
                  MAGIC,
                  Set.of(),
                  1,
                  MAX_INBOUND,
                  100_000,
                  100_000,
                  MAX_MEMORY,
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(30),
                  new SecureRandom(),
                  InstantSource.system()),
              Proxies.NONE,
              InstantSource.system()));
  private final List<Socket> crowd = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() throws IOException {
    machines.reaction =
        (from, message) -> {
          if (message instanceof Ping(var nonce)) {
            host.outbox().send(from, Pong.of(nonce.orElseThrow()));
          }
        };
    machines.takesOthers = peer -> !host.outbox().isFull(peer);
    host.start(machines, failure::complete);
    port = host.listen(new Bind(LOOPBACK, false, Grant.NONE), true).endpoint().port();
  }

  @AfterEach
  void close() throws IOException {
    for (var socket : crowd) {
      socket.close();
    }
    host.close();
    assertThat(failure).isNotDone();
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    // The system takes little, so a test need not send much before it notices.
    socket.setReceiveBufferSize(16 << 10);
    socket.setSendBufferSize(16 << 10);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** Pings so often, and awaits each answer before the next. */
  private static void ping(Socket socket, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(v1(Ping.of(i)));
      var pong = v1(Pong.of(i));
      assertThat(socket.getInputStream().readNBytes(pong.length)).isEqualTo(pong);
    }
  }

  /** A peer that speaks in the clear. */
  private Socket honest() throws IOException {
    var socket = connect();
    socket.getOutputStream().write(v1("version", Bytes.EMPTY));
    return socket;
  }

  private void awaitArrivals(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      next(machines.arrived);
    }
  }

  @Test
  void servesOneAmongManyWhoSayNothing() throws Exception {
    for (int i = 0; i < MANY; i++) {
      crowd.add(connect());
    }
    awaitArrivals(MANY);
    try (var honest = honest()) {
      ping(honest, 100);
    }
  }

  @Test
  void servesOneAmongManyWhoSayAByteNowAndThen() throws Exception {
    for (int i = 0; i < MANY; i++) {
      crowd.add(connect());
    }
    var bytes = v1("version", Bytes.EMPTY);
    try (var honest = honest()) {
      for (int i = 0; i < bytes.length - 1; i++) {
        for (var socket : crowd) {
          socket.getOutputStream().write(bytes[i]);
        }
        ping(honest, 5);
      }
    }
    for (var socket : crowd) {
      socket.getOutputStream().write(bytes[bytes.length - 1]);
      ping(socket, 1);
    }
  }

  @Test
  void servesOneBesideOthersWhoSendAllTheyCanAndReadNothing() throws Exception {
    var ping = Bytes.wrap(v1(Ping.of(1)));
    var pings = new ByteWriter();
    for (int i = 0; i < 100; i++) {
      pings.bytes(ping);
    }
    var flood = pings.toArray();
    for (int i = 0; i < 2; i++) {
      var socket = honest();
      crowd.add(socket);
      var _ = Thread.ofPlatform().daemon().start(() -> writeUntilClosed(socket, flood));
    }
    try (var honest = honest()) {
      ping(honest, 100);
    }
  }

  private static void writeUntilClosed(Socket socket, byte[] bytes) {
    try {
      while (!socket.isClosed()) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException e) {
      assertThat(socket.isClosed()).as("closed by the test").isTrue();
    }
  }

  @Test
  void forgetsAllWhoConnectAndVanish() throws Exception {
    try (var honest = honest()) {
      for (int i = 0; i < MAX_INBOUND; i++) {
        connect().close();
        ping(honest, 1);
      }
    }
    try (var honest = honest()) {
      ping(honest, 1);
    }
    await().until(() -> machines.closed.size() == machines.arrived.size());
    assertThat(machines.closed.stream().map(RecordingMachines.Closed::peer))
        .containsExactlyInAnyOrderElementsOf(
            machines.arrived.stream().map(RecordingMachines.Arrived::peer).toList());
  }
}
