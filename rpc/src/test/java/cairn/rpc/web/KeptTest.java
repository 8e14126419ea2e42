package cairn.rpc.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cairn.rpc.http.Requests;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void worksNothingOutAgainAsLongAsNothingChanges() throws Exception {
    var kept = new Kept<Integer>(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      assertThat(kept.get(Requests.ALONE, () -> "same", runs::incrementAndGet)).isEqualTo(1);
    }
  }

  @Test
  void givesWhatIsTrueNowAndNotMoreOftenThanItMay() throws Exception {
    var kept = new Kept<Integer>(Duration.ofMillis(100));
    long start = System.nanoTime();
    for (int i = 1; i <= 4; i++) {
      int version = i;
      assertThat(kept.get(Requests.ALONE, () -> version, runs::incrementAndGet)).isEqualTo(i);
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void triesAgainWhatHasFailed() throws Exception {
    var kept = new Kept<Integer>(Duration.ofHours(1));
    assertThat(
            catchThrowable(() ->
                kept.get(
                    Requests.ALONE,
                    () -> "same",
                    () -> {
                      throw new IllegalStateException("failed");
                    })))
        .hasMessage("failed");
    assertThat(kept.get(Requests.ALONE, () -> "same", runs::incrementAndGet)).isEqualTo(1);
  }
}
