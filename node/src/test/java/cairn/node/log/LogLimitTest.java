package cairn.node.log;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.node.log.LogLimit.Answer;
import cairn.node.log.LogLimit.Omission;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogLimitTest {
  private static final String HALF = "x".repeat(LogLimit.MOST / 2);

  private final Logger logger = new LoggerContext().getLogger("there");
  private long now = -5;
  private final LogLimit limit = new LogLimit(() -> now);

  private Answer take(String pattern, Object... arguments) {
    return limit.take(new LoggingEvent("", logger, Level.INFO, pattern, null, arguments));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void letsALineThroughThatEndsWhatThereMayBe() {
    assertThat(take("{}", HALF)).isEqualTo(Answer.WRITTEN);
    assertThat(take("{}", HALF)).isEqualTo(Answer.LAST);
    assertThat(take("{}", "")).isEqualTo(Answer.LEFT_OUT);
    assertThat(take("other {}", "")).isEqualTo(Answer.WRITTEN);
  }

  @Test
  void countsLinesThatAreMadeElsewhereTogether() {
    assertThat(take("1" + HALF)).isEqualTo(Answer.WRITTEN);
    assertThat(take("2" + HALF)).isEqualTo(Answer.LAST);
    assertThat(take("3")).isEqualTo(Answer.LEFT_OUT);
  }

  @Test
  void beginsAnewEachHourAndTellsWhatWasLeftOut() {
    take("{}", HALF + HALF);
    take("{}", "12345");
    take("{}", "123");
    pass(LogLimit.WINDOW.minusNanos(1));
    assertThat(limit.ended()).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(limit.ended()).containsExactly(new Omission("there", 8));
    assertThat(take("{}", HALF)).isEqualTo(Answer.WRITTEN);
    pass(LogLimit.WINDOW);
    assertThat(limit.ended()).isEmpty();
  }
}
