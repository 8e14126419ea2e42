package cairn.p2p.host;

import static cairn.p2p.host.RecordingMachines.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.genesis.Networks;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.KeepaliveMessage.Ping;
import cairn.p2p.wire.KeepaliveMessage.Pong;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Unknown;
import cairn.p2p.wire.MessageCodec;
import cairn.primitives.Bytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages get from machines to machines, and when they wait. */
class PeerHostMessagesTest extends TwoHosts {
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
  void tellsWhatCannotBeRead() throws Exception {
    var peer = connected(false).getFirst();
    send(peer, new Unknown("ping", Bytes.fromHex("010203")), Ping.of(1));
    assertThat(next(there.unreadable)).isEqualTo("ping");
    assertThat(there.messages(1)).containsExactly(Ping.of(1));
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
}
