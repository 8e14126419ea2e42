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
    long all = Math.max(1, to - from + 1L);
    show("scanning", (height - from + 1.0) / all, "block %d of %d".formatted(height, to));
  }

  @Override
  public void searched(int percent) {
    show("searching all coins", percent / 100.0, percent + " %");
  }

  /**
   * Writes the line anew.
   *
   * @param share of the whole, from 0 to 1
   */
  private void show(String what, double share, String where) {
    if (!surroundings.progressShown() || System.nanoTime() - start < A_MOMENT.toNanos()) {
      return;
    }
    shown = true;
    int filled = (int) Math.clamp(share * WIDTH, 0, WIDTH);
    surroundings
        .err()
        .printf("\r%s [%s%s] %s ", what, "=".repeat(filled), " ".repeat(WIDTH - filled), where);
  }

  /** Ends the line, if there is one. */
  void end() {
    if (shown) {
      surroundings.err().print("\r" + " ".repeat(WIDTH + 60) + "\r");
    }
  }
}
