package cairn.p2p.net;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.transport.Frame;
import cairn.p2p.transport.Transport;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendQueueTest {
  private static final Bytes MAGIC = Bytes.fromHex("fabfb5da");
  private static final Frame PING = new Frame("ping", Bytes.of(1, 2, 3, 4, 5, 6, 7, 8));
  private static final Frame BLOCK = new Frame("block", Bytes.wrap(new byte[100_000]));

  private final SendQueue queue = new SendQueue(MemoryBudget.unlimited().open(() -> {}));
  private final Transport v1 = Transport.v1(MAGIC);
  private final TrafficMeter traffic = new TrafficMeter(Set.of(), new Totals());

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 31, 32, 33, 64_000, 200_000})
  void givesAllBytesInOrderHoweverMuchRoomThereIs(int room) {
    queue.add(Bytes.of(9, 9, 9));
    queue.add(PING);
    queue.add(BLOCK);
    queue.add(PING);
    var all = ByteBuffer.allocate(3 + 32 + 100_024 + 32);
    var piece = ByteBuffer.allocate(room);
    do {
      piece.clear();
      queue.fill(piece, v1);
      all.put(piece.flip());
    } while (piece.limit() > 0);
    assertThat(all.hasRemaining()).isFalse();
    assertThat(all.array()).startsWith(9, 9, 9);
    var events = v1.receive(all.flip().position(3));
    assertThat(events).hasSize(3);
  }

  @Test
  void sealsNothingThatThereIsNoRoomFor() {
    queue.add(PING);
    queue.add(BLOCK);
    var piece = ByteBuffer.allocate(32);
    queue.fill(piece, v1);
    assertThat(piece.hasRemaining()).isFalse();
    queue.left(32, traffic);
    assertThat(queue.memory()).isEqualTo(SendQueue.cost(BLOCK));
  }

  @Test
  void waitsUntilTheHandshakeLetsItSend() {
    var v2 = Transport.v2Responder(MAGIC, new Random(1));
    queue.add(PING);
    var piece = ByteBuffer.allocate(100);
    queue.fill(piece, v2);
    assertThat(piece.position()).isZero();
    v2.receive(ByteBuffer.wrap(new byte[64]));
    queue.add(Bytes.of(9));
    queue.fill(piece, v2);
    assertThat(piece.position()).isEqualTo(1 + 29);
    assertThat(piece.get(0)).isEqualTo((byte) 9);
  }

  @Test
  void countsWhatHasLeftByCommandAndNoHandshake() {
    queue.add(Bytes.of(9, 9, 9));
    queue.add(PING);
    queue.add(PING);
    queue.fill(ByteBuffer.allocate(100), v1);
    assertThat(queue.memory()).isEqualTo(2 * SendQueue.cost(PING));
    queue.left(2, traffic);
    assertThat(traffic.read().sentBy()).isEmpty();
    queue.left(31, traffic);
    assertThat(traffic.read().sentBy()).isEqualTo(Map.of("ping", 30L));
    assertThat(queue.memory()).isEqualTo(2 * SendQueue.cost(PING));
    queue.left(34, traffic);
    assertThat(traffic.read().sentBy()).isEqualTo(Map.of("ping", 64L));
    assertThat(queue.memory()).isZero();
  }
}
