package cairn.node;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Turns SIGTERM and Ctrl-C into a stop in good order.
 *
 * <p>After such a signal the JVM would end with a status that says so. A node that stops as it is
 * told has done nothing wrong: the process ends with the status of the command. Thread-safe.
 */
public final class StopSignal {
  private final Thread hook = new Thread(this::received, "shutoff");
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private @Nullable Runnable stop;
  private boolean working;
  private boolean received;

  private StopSignal() {}

  /** Waits for signals from now on, until {@link #end}. */
  public static StopSignal listen() {
    var signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /**
   * From now on there is something that has to be closed. Until then, a signal ends the process
   * wherever it is, as if it had been told before it began.
   */
  public synchronized void beginWork() {
    working = true;
  }

  /** Has {@code stop} called when a signal comes, or now if one has come already. */
  public synchronized void onSignal(Runnable stop) {
    this.stop = stop;
    if (received) {
      stop.run();
    }
  }

  /** The command has ended with this status; if that was upon a signal, so does the process. */
  public void end(int exitStatus) {
    status.complete(exitStatus);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running, and now ends the process.
    }
  }

  private void received() {
    synchronized (this) {
      received = true;
      if (!working) {
        Runtime.getRuntime().halt(0);
      }
      if (stop != null) {
        stop.run();
      }
    }
    Runtime.getRuntime().halt(status.join());
  }
}
