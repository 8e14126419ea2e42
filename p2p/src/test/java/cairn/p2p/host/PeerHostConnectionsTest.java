package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.p2p.net.Proxy;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Grant;
import cairn.p2p.permissions.Permission;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How connections come about, or do not, and end. */
class PeerHostConnectionsTest extends TwoHosts {
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
}
