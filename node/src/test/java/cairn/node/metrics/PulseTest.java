package cairn.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final List<CompletableFuture<Void>> questions = new ArrayList<>();
  private final Pulse pulse =
      new Pulse(() -> {
        var question = new CompletableFuture<Void>();
        questions.add(question);
        return question;
      });

  @Test
  void countsTheSilenceFromTheFirstQuestion() throws Exception {
    var first = pulse.silence();
    assertThat(first).isPositive();
    assertThat(pulse.silence()).isGreaterThan(first);
    assertThat(questions).hasSize(1);
    questions.getFirst().complete(null);
    assertThat(pulse.silence()).isZero();
    assertThat(pulse.silence()).isPositive();
    assertThat(questions).hasSize(2);
  }

  @Test
  void takesAnyAnswerForLife() throws Exception {
    assertThat(
            new Pulse(() -> CompletableFuture.failedFuture(new IllegalStateException())).silence())
        .isEqualTo(Duration.ZERO);
    questions.clear();
    pulse.silence();
    questions.getFirst().cancel(false);
    assertThat(pulse.silence()).isZero();
  }
}
