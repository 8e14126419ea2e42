package cairn.rpc.call;

import java.util.ArrayList;
import java.util.List;

/** Whether the node is about to stop, so that nothing should take long any more. Thread-safe. */
public final class Interruption {
  private final List<Runnable> actions = new ArrayList<>();
  private volatile boolean interrupted;

  public boolean isInterrupted() {
    return interrupted;
  }

  /** Has {@code action} run when the time comes, or now if it has come already. */
  public synchronized void onInterrupt(Runnable action) {
    actions.add(action);
    if (interrupted) {
      action.run();
    }
  }

  /** The time has come. */
  public synchronized void interrupt() {
    if (!interrupted) {
      interrupted = true;
      actions.forEach(Runnable::run);
    }
  }
}
