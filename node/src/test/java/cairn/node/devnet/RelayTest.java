package cairn.node.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is late may be later on a busy machine: only that it is not earlier is tested. */
@Timeout(60)
class RelayTest {
  private static final Duration DELAY = Duration.ofMillis(200);

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Relay start(int target, Duration delay) throws IOException {
    var relay = new Relay(0, target, delay);
    Thread.ofVirtual().start(relay::run);
    return relay;
  }

  private static Socket connect(Relay relay) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), relay.port());
  }

  @Test
  void delaysWhatEitherSendsAndKeepsItsOrder() throws Exception {
    try (var server = server();
        var relay = start(server.getLocalPort(), DELAY);
        var caller = connect(relay);
        var called = server.accept()) {
      long start = System.nanoTime();
      caller.getOutputStream().write(new byte[] {1, 2});
      caller.getOutputStream().write(3);
      assertThat(called.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(DELAY.toNanos());
      called.getOutputStream().write(4);
      assertThat(caller.getInputStream().read()).isEqualTo(4);
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * DELAY.toNanos());
    }
  }

  @Test
  void passesOnMoreThanMayBeUnderWay() throws Exception {
    var sent = new byte[20 << 20];
    new Random(1).nextBytes(sent);
    try (var server = server();
        var relay = start(server.getLocalPort(), Duration.ofMillis(5));
        var caller = connect(relay);
        var called = server.accept()) {
      var writing =
          CompletableFuture.runAsync(() -> {
            try {
              caller.getOutputStream().write(sent);
              caller.shutdownOutput();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(called.getInputStream().readAllBytes()).isEqualTo(sent);
      writing.join();
    }
  }

  @Test
  void endsAConnectionAsItsEndsDo() throws Exception {
    try (var server = server();
        var relay = start(server.getLocalPort(), DELAY);
        var caller = connect(relay)) {
      server.accept().close();
      assertThat(caller.getInputStream().read()).isEqualTo(-1);
    }
    int nobody;
    try (var server = server()) {
      nobody = server.getLocalPort();
    }
    try (var relay = start(nobody, DELAY);
        var caller = connect(relay)) {
      assertThat(caller.getInputStream().read()).isEqualTo(-1);
    }
  }
}
