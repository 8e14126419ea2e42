package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.primitives.Bytes;
import org.junit.jupiter.api.Test;

/** Peers who break the protocol, and machines that fail over what a peer does. */
class PeerHostFaultsTest extends TwoHosts {
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
}
