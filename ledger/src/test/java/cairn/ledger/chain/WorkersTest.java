package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static Workers workers(int count) {
    return new Workers(count, new StageTimes());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givesWhatATaskGave() {
    try (var workers = workers(2)) {
      var results = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        results.add(workers.prepare(() -> number * number));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(Workers.await(results.get(i))).isEqualTo(i * i);
      }
    }
  }

  @Test
  void throwsWhatATaskThrew() {
    var exception = new IllegalStateException("some bug");
    var error = new AssertionError("another");
    try (var workers = workers(1)) {
      var first =
          workers.prepare(() -> {
            throw exception;
          });
      var second =
          workers.prepare(() -> {
            throw error;
          });
      assertThatThrownBy(() -> Workers.await(first)).isSameAs(exception);
      assertThatThrownBy(() -> Workers.await(second)).isSameAs(error);
      assertThat(Workers.await(workers.prepare(() -> "alive"))).isEqualTo("alive");
    }
  }

  @Test
  void preparesBlocksBeforeItChecksScripts() {
    var order = Collections.synchronizedList(new ArrayList<String>());
    var start = new CountDownLatch(1);
    var end = new CountDownLatch(3);
    try (var workers = workers(1)) {
      workers.check(() -> await(start));
      for (var name : List.of("check 1", "check 2")) {
        workers.check(() -> {
          order.add(name);
          end.countDown();
        });
      }
      var preparation =
          workers.prepare(() -> {
            order.add("preparation");
            end.countDown();
            return order;
          });
      start.countDown();
      await(end);
      assertThat(Workers.await(preparation)).isSameAs(order);
    }
    assertThat(order).containsExactly("preparation", "check 1", "check 2");
  }

  @Test
  void finishesWhatIsBeingDoneWhenItIsClosed() {
    var started = new CountDownLatch(1);
    var finished = new CountDownLatch(1);
    var workers = workers(1);
    workers.check(() -> {
      started.countDown();
      finished.countDown();
    });
    await(started);
    workers.close();
    assertThat(finished.getCount()).isZero();
  }

  @Test
  void takesNothingMoreOnceItIsClosed() {
    var workers = workers(1);
    workers.close();
    assertThatIllegalStateException().isThrownBy(() -> workers.check(() -> {}));
    assertThatIllegalStateException().isThrownBy(() -> workers.prepare(() -> 1));
  }

  @Test
  void remembersThatItWasInterruptedWhileClosing() {
    var workers = workers(1);
    Thread.currentThread().interrupt();
    workers.close();
    assertThat(Thread.interrupted()).isTrue();
  }
}
