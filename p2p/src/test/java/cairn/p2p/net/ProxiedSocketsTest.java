package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.net.Dial.ToEndpoint;
import cairn.p2p.net.Dial.ToName;
import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.p2p.wire.Endpoint;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProxiedSocketsTest {
  private static final Bytes CONNECTED = Bytes.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0);
  private static final Frame PING = new Frame("ping", Bytes.of(1, 2, 3, 4, 5, 6, 7, 8));
  private static final ToEndpoint PEER =
      new ToEndpoint(Endpoint.parse("192.0.2.1:8333", 0).orElseThrow());

  private final Recorder recorder = new Recorder();

  static Stream<Platform> platforms() {
    return Stream.of(Platform.best(), new Platform.Portable());
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void talksToAPeerThroughAProxy(Platform platform) throws IOException {
    try (var sockets = new Sockets(SocketsContract.config(1), recorder, platform);
        var listening = listen()) {
      var dial = new Dial(PEER, proxy(listening, false), false);
      sockets.connect(dial);
      try (var proxy = TestProxy.accept(listening)) {
        assertThat(proxy.read(3)).isEqualTo(Bytes.of(5, 1, 0));
        proxy.write(Bytes.of(5, 0));
        assertThat(proxy.read(16))
            .isEqualTo(
                Bytes.of(5, 1, 0, 3, 9).concat(ascii("192.0.2.1")).concat(Bytes.of(0x20, 0x8d)));
        assertThat(recorder.openedSoFar()).isZero();
        // What the peer says first may come together with what the proxy says last.
        proxy.write(CONNECTED.concat(bytes(PING)));
        assertThat(recorder.frames(1)).containsExactly(PING);
        var connection = recorder.connection();
        assertThat(connection.dial()).contains(dial);
        assertThat(connection.remote()).isEqualTo(PEER.endpoint());
        connection.send(PING);
        assertThat(proxy.read(32)).isEqualTo(bytes(PING));
        assertThat(connection.traffic().received()).isEqualTo(32);
      }
      assertThat(recorder.end().reason()).isEqualTo(new CloseReason.ByPeer());
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void reachesAProxyThroughTheFileSystem(Platform platform, @TempDir Path directory)
      throws IOException {
    var path = directory.resolve("tor");
    try (var sockets = new Sockets(SocketsContract.config(1), recorder, platform);
        var listening = TestProxy.listen(UnixDomainSocketAddress.of(path))) {
      var proxy = new Proxy(new Proxy.Unix(path), false);
      sockets.connect(new Dial(new ToName("node.example", 18444), proxy, true));
      try (var unix = TestProxy.accept(listening)) {
        unix.read(3);
        unix.write(Bytes.of(5, 0));
        assertThat(unix.read(19))
            .isEqualTo(
                Bytes.of(5, 1, 0, 3, 12)
                    .concat(ascii("node.example"))
                    .concat(Bytes.of(0x48, 0x0c)));
        unix.write(CONNECTED);
        var connection = recorder.connection();
        assertThat(unix.read(64).length()).isEqualTo(64);
        assertThat(connection.remote()).isEqualTo(Endpoint.UNSPECIFIED);
        assertThat(connection.local()).isEqualTo(Endpoint.UNSPECIFIED);
      }
    }
  }

  @Test
  void takesOtherCredentialsForEachConnection() throws IOException {
    try (var sockets = new Sockets(SocketsContract.config(1), recorder);
        var listening = listen()) {
      var dial = new Dial(PEER, proxy(listening, true), true);
      sockets.connect(dial);
      try (var proxy = TestProxy.accept(listening)) {
        assertThat(proxy.read(4)).isEqualTo(Bytes.of(5, 2, 0, 2));
        proxy.write(Bytes.of(5, 2));
        var first = proxy.read(39);
        assertThat(first.slice(0, 2)).isEqualTo(Bytes.of(1, 18));
        assertThat(first.slice(2, 20)).isEqualTo(first.slice(21));
        assertThat(new String(first.slice(2, 20).toArray(), StandardCharsets.US_ASCII))
            .matches("[0-9a-f]{16}-0");
      }
      assertThat(recorder.failure())
          .isEqualTo(new Recorder.Failure(dial, "closed by the proxy", false));
    }
  }

  @Test
  void tellsWhyTheProxyRefuses() throws IOException {
    try (var sockets = new Sockets(SocketsContract.config(1), recorder);
        var listening = listen()) {
      var dial = new Dial(PEER, proxy(listening, false), true);
      sockets.connect(dial);
      try (var proxy = TestProxy.accept(listening)) {
        proxy.read(3);
        proxy.write(Bytes.of(5, 0));
        proxy.read(16);
        proxy.write(Bytes.of(5, 4, 0, 1, 0, 0, 0, 0, 0, 0));
        assertThat(recorder.failure())
            .isEqualTo(new Recorder.Failure(dial, "host unreachable", false));
        assertThat(proxy.isAtEnd()).isTrue();
      }
      assertThat(recorder.openedSoFar()).isZero();
    }
  }

  @Test
  void doesNotWaitForeverForAProxy() throws IOException {
    var config = SocketsContract.config(1);
    var impatient =
        new SocketsConfig(
            config.magic(),
            config.commands(),
            1,
            1,
            1,
            1,
            1,
            config.connectTimeout(),
            Duration.ofMillis(20),
            config.random(),
            config.clock());
    try (var sockets = new Sockets(impatient, recorder);
        var listening = listen()) {
      sockets.connect(new Dial(PEER, proxy(listening, false), true));
      try (var proxy = TestProxy.accept(listening)) {
        proxy.read(3);
        assertThat(recorder.failure().reason()).isEqualTo("timed out");
        assertThat(proxy.isAtEnd()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void saysWhenAlreadyTheProxyCannotBeReached(Platform platform, @TempDir Path directory) {
    try (var sockets = new Sockets(SocketsContract.config(1), recorder, platform)) {
      var proxy = new Proxy(new Proxy.Unix(directory.resolve("none")), false);
      var dial = new Dial(PEER, proxy, true);
      sockets.connect(dial);
      assertThat(recorder.failure())
          .isEqualTo(new Recorder.Failure(dial, "No such file or directory", true));
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    return TestProxy.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static Proxy proxy(ServerSocketChannel listening, boolean isolating) throws IOException {
    var address = Platform.endpoint(listening.getLocalAddress());
    return new Proxy(new Proxy.Tcp(address), isolating);
  }

  private static Bytes bytes(Frame frame) {
    return Transport.v1(SocketsContract.MAGIC).seal(frame).getFirst().concat(frame.payload());
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
