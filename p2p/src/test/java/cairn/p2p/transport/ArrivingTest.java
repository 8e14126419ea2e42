package cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ArrivingTest {
  @Test
  void takesWhatIsWantedAndLeavesTheRest() {
    var arriving = new Arriving(5);
    assertThat(arriving.take(ByteBuffer.wrap(new byte[] {1, 2}))).isFalse();
    assertThat(arriving.soFar()).isEqualTo(Bytes.of(1, 2));
    var more = ByteBuffer.wrap(new byte[] {3, 4, 5, 6, 7});
    assertThat(arriving.take(more)).isTrue();
    assertThat(arriving.all()).containsExactly(1, 2, 3, 4, 5);
    assertThat(more.remaining()).isEqualTo(2);
    assertThat(arriving.take(more)).isTrue();
    assertThat(more.remaining()).isEqualTo(2);
  }

  @Test
  void takesNoMoreThanItIsTold() {
    var arriving = new Arriving(5);
    assertThat(arriving.take(ByteBuffer.wrap(new byte[5]), 1)).isFalse();
    assertThat(arriving.length()).isEqualTo(1);
  }

  @Test
  void isCompleteAtOnceWhenNothingIsWanted() {
    var arriving = new Arriving(0);
    assertThat(arriving.take(ByteBuffer.allocate(0))).isTrue();
    assertThat(arriving.all()).isEmpty();
  }

  @Test
  void makesRoomForAtMostTwiceWhatHasCome() {
    var arriving = new Arriving(Frame.MAX_PAYLOAD);
    var piece = new byte[1000];
    for (int come = piece.length; come < Frame.MAX_PAYLOAD; come += piece.length) {
      arriving.take(ByteBuffer.wrap(piece));
      assertThat(arriving.soFar().backingArray().length)
          .isBetween(come, Math.min(2 * come, Frame.MAX_PAYLOAD));
    }
    assertThat(arriving.take(ByteBuffer.wrap(piece))).isTrue();
    assertThat(arriving.all()).hasSize(Frame.MAX_PAYLOAD);
  }

  @Test
  void doesNotGiveOutWhatIsNotComplete() {
    assertThatThrownBy(new Arriving(1)::all).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsHowItEndsSoFar() {
    var arriving = new Arriving(5);
    assertThat(arriving.endsWith(Bytes.of(1))).isFalse();
    arriving.take(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(arriving.endsWith(Bytes.of(2, 3))).isTrue();
    assertThat(arriving.endsWith(Bytes.of(0, 1, 2, 3).slice(1))).isTrue();
    assertThat(arriving.endsWith(Bytes.of(0, 1, 2, 3))).isFalse();
    assertThat(arriving.endsWith(Bytes.of(1, 2))).isFalse();
  }
}
