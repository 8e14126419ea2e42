package cairn.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands of the operator's in a shell, so many at a time. Thread-safe; nobody waits, and
 * what still runs when the node ends goes on by itself.
 */
final class ShellCommands {
  private static final Logger log = LoggerFactory.getLogger(ShellCommands.class);
  private static final int MOST_RUNNING = 16;
  private static final int MOST_WAITING = 1000;

  private final Executor threads;

  ShellCommands() {
    this(MOST_RUNNING, MOST_WAITING);
  }

  /**
   * @param running how many may run at a time
   * @param waiting how many may wait for that
   */
  ShellCommands(int running, int waiting) {
    this.threads =
        new ThreadPoolExecutor(
            running,
            running,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofVirtual().name("command").factory());
  }

  /** Runs a command soon; if too many are waiting for that, the log says that this one is lost. */
  void run(String command) {
    run(command, () -> {});
  }

  private void run(String command, Runnable whenOver) {
    try {
      threads.execute(() -> {
        try {
          runNow(command);
        } finally {
          whenOver.run();
        }
      });
    } catch (RejectedExecutionException e) {
      log.warn("Too many commands are running, and this one is left out: {}", command);
      whenOver.run();
    }
  }

  /** Runs commands, and waits until they are over, but not for ever. */
  void await(List<String> commands, Duration patience) {
    var running = new CountDownLatch(commands.size());
    commands.forEach(command -> run(command, running::countDown));
    try {
      if (!running.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Commands are waited for no longer than {} s", patience.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runNow(String command) {
    try {
      int status = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start().waitFor();
      if (status != 0) {
        // as the system call gives it, and so Core
        log.warn("runCommand error: system({}) returned {}", command, status << 8);
      }
    } catch (IOException e) {
      log.warn("runCommand error: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
