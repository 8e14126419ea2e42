package cairn.p2p.connections;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.p2p.connections.ConnectionOptions.Calls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockOffsetsTest {
  private final ClockOffsets offsets = new ClockOffsets();

  @Test
  void areThoseOfPeersWhoWereCalled() {
    var node =
        new ConnectionsNode(ConnectionOptions.DEFAULT.with(new Calls(false, List.of(), List.of())));
    node.clockAhead = Duration.ofHours(1);
    for (int i = 0; i < 5; i++) {
      node.greet(node.letIn("20.1.1." + i + ":1234"), ConnectionsNode.FULL, true);
    }
    assertThat(node.connections.clockOffsets().median()).isZero();
    for (int i = 0; i < 5; i++) {
      node.connections.commands().tryOnce("20.2.1." + i + ":8333", false, () -> {});
      node.greet(node.answer(), ConnectionsNode.FULL, true);
    }
    assertThat(node.connections.clockOffsets().median()).hasHours(1);
    assertThat(node.connections.clockOffsets().warning()).isPresent();
  }

  private void add(long... seconds) {
    for (long each : seconds) {
      offsets.add(Duration.ofSeconds(each));
    }
  }

  @Test
  void tellsNothingByFewerThanFive() {
    add(1000, 1000, 1000, 1000);
    assertThat(offsets.median()).isZero();
    assertThat(offsets.warning()).isEmpty();
  }

  @Test
  void takesTheMedianAndTheUpperOneOfTwo() {
    add(5, -3, 9, 1, 7);
    assertThat(offsets.median()).hasSeconds(5);
    add(100);
    assertThat(offsets.median()).hasSeconds(7);
  }

  @Test
  void warnsBeyondTenMinutesInEitherDirection() {
    add(600, 600, 600, 600, 600);
    assertThat(offsets.warning()).isEmpty();
    add(601, 601, 601, 601, 601);
    assertThat(offsets.warning()).get().asString().contains("more than 10 minutes out of sync");
    add(-601, -601, -601, -601, -601, -601, -601, -601, -601, -601, -601);
    assertThat(offsets.median()).hasSeconds(-601);
    assertThat(offsets.warning()).isPresent();
  }

  @Test
  void forgetsAllButTheLastFifty() {
    for (int i = 0; i < 50; i++) {
      add(700);
    }
    for (int i = 0; i < 25; i++) {
      add(2);
    }
    assertThat(offsets.median()).hasSeconds(700);
    add(2);
    assertThat(offsets.median()).hasSeconds(2);
    assertThat(offsets.warning()).isEmpty();
  }
}
