package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cairn.p2p.wire.Endpoint;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;

class NativeSocketsTest extends SocketsContract {
  @Override
  Platform platform() {
    assumeTrue(Epoll.isAvailable(), "no epoll here");
    return new Platform.Native();
  }

  @Test
  void listensOnOnePortForBothKindsOfIp() throws BindFailedException {
    var recorder = new Recorder();
    try (var sockets = new Sockets(config(1), recorder, platform())) {
      var six = sockets.listen(Endpoint.parse("[::]", 0).orElseThrow(), true).endpoint();
      var four = new Endpoint(Endpoint.parse("0.0.0.0", 0).orElseThrow().address(), six.port());
      assertThat(sockets.listen(four, true).endpoint()).isEqualTo(four);
    }
  }
}
