package cairn.rpc.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.rpc.http.Requests;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LongWorkTest {
  private final LongWork work = new LongWork(2);

  @Test
  void isDoneByNoVirtualThread() throws Exception {
    assertThat(work.run(Requests.ALONE, "digging", () -> Thread.currentThread().isVirtual()))
        .isFalse();
    assertThat(work.run(Requests.ALONE, "digging", () -> Thread.currentThread().getName()))
        .isEqualTo("digging");
  }

  @Test
  void isNotTooMuchAtATime() throws Exception {
    var going = new AtomicInteger();
    var both = new CountDownLatch(2);
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 20).mapToObj(_ -> call(going, both)).toList();
    for (var call : calls) {
      assertThat(call.get(1, TimeUnit.MINUTES)).isBetween(1, 2);
    }
  }

  /** Says how many were going on, after two have been at the same time. */
  private CompletableFuture<Integer> call(AtomicInteger going, CountDownLatch both) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.run(
                Requests.ALONE,
                "digging",
                () -> {
                  int now = going.incrementAndGet();
                  both.countDown();
                  both.await();
                  going.decrementAndGet();
                  return now;
                });
          } catch (RpcException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  @Test
  void makesRoomWhenItFails() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              work.run(
                  Requests.ALONE,
                  "digging",
                  () -> {
                    throw new RpcException(ErrorCode.MISC_ERROR, "rock");
                  }))
          .isInstanceOf(RpcException.class)
          .hasMessage("rock");
    }
    assertThat(work.run(Requests.ALONE, "digging", () -> 7)).isEqualTo(7);
  }
}
