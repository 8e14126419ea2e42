package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommandQueueTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final CommandQueue queue = new CommandQueue();

  @Test
  void givesCommandsInTheirOrder() {
    var done = new ArrayList<Integer>();
    for (int i = 0; i < 3; i++) {
      int each = i;
      assertThat(queue.offer(() -> done.add(each))).isTrue();
    }
    for (int i = 0; i < 3; i++) {
      Objects.requireNonNull(queue.poll()).run();
    }
    assertThat(queue.poll()).isNull();
    assertThat(done).isEqualTo(List.of(0, 1, 2));
  }

  @Test
  void takesOnlySoManyCommands() {
    for (int i = 0; i < CommandQueue.MAX_COMMANDS; i++) {
      assertThat(queue.offer(() -> {})).isTrue();
    }
    assertThat(queue.offer(() -> {})).isFalse();
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.offer(() -> {})).isTrue();
  }

  @Test
  void waitsNoLongerThanItIsToldTo() {
    queue.await(Duration.ZERO);
    queue.await(Duration.ofMillis(1));
    assertThat(queue.poll()).isNull();
  }

  @Test
  void doesNotWaitWhileThereIsACommand() {
    queue.offer(() -> {});
    queue.await(LONG);
    assertThat(queue.poll()).isNotNull();
  }

  @Test
  void remembersThatItWasWokenUntilItWaits() throws Exception {
    queue.wake();
    queue.await(LONG);
    var waiting = CompletableFuture.runAsync(() -> queue.await(LONG));
    assertThat(waiting).isNotDone();
    queue.wake();
    waiting.get(30, TimeUnit.SECONDS);
  }

  @Test
  void wakesWhoeverWaitsForACommand() throws Exception {
    var waiting = CompletableFuture.runAsync(() -> queue.await(LONG));
    queue.offer(() -> {});
    waiting.get(30, TimeUnit.SECONDS);
    assertThat(queue.poll()).isNotNull();
  }

  @Test
  void takesNothingOnceItIsClosed() throws Exception {
    queue.offer(() -> {});
    assertThat(queue.isClosed()).isFalse();
    var closing = CompletableFuture.runAsync(queue::close);
    closing.get(30, TimeUnit.SECONDS);
    queue.await(LONG);
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.poll()).isNull();
    assertThat(queue.offer(() -> {})).isFalse();
  }
}
