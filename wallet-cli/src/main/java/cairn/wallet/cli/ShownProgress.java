package cairn.wallet.cli;

import cairn.wallet.sync.Progress;
import java.time.Duration;

/** Shows how far a scan has come, in a line that is written over, once it has taken a moment. */
final class ShownProgress implements Progress {
  private static final Duration A_MOMENT = Duration.ofMillis(500);
  private static final int WIDTH = 30;

  private final Surroundings surroundings;
  private final long start = System.nanoTime();
  private boolean shown;

  ShownProgress(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void at(int from, int height, int to) {
    if (!surroundings.progressShown() || System.nanoTime() - start < A_MOMENT.toNanos()) {
      return;
    }
    shown = true;
    long all = Math.max(1, to - from + 1L);
    int share = (int) ((height - from + 1L) * WIDTH / all);
    surroundings
        .err()
        .printf(
            "\rscanning [%s%s] block %d of %d ",
            "=".repeat(share), " ".repeat(WIDTH - share), height, to);
  }

  /** Ends the line, if there is one. */
  void end() {
    if (shown) {
      surroundings.err().print("\r" + " ".repeat(WIDTH + 50) + "\r");
    }
  }
}
