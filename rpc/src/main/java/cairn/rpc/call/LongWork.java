package cairn.rpc.call;

import cairn.rpc.http.Turn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Work that keeps a processor busy for long. It goes to a thread that the system schedules: virtual
 * threads share a few of those, and would keep each other waiting. And there is not more of it at a
 * time than there are processors, whoever asks: more would take memory, and end no sooner.
 * Thread-safe.
 */
public final class LongWork {
  private final Semaphore free;

  /**
   * @param atOnce how much of it is done at a time
   */
  public LongWork(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /** What may fail as a call may. It has no turn, so it may wait. */
  public interface Task<T> {
    T run() throws RpcException, InterruptedException;
  }

  /** The outcome of a task. */
  private record Outcome<T>(T value) {}

  /** Does it elsewhere once it can, and waits; others have the turn meanwhile. */
  public <T> T run(Turn turn, String name, Task<T> task) throws RpcException, InterruptedException {
    turn.aside(() -> {
      free.acquire();
      return true;
    });
    try {
      return Waits.outcome(turn, start(name, task)).value();
    } finally {
      free.release();
    }
  }

  private static <T> CompletableFuture<Outcome<T>> start(String name, Task<T> task) {
    var future = new CompletableFuture<Outcome<T>>();
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(() -> {
          try {
            future.complete(new Outcome<>(task.run()));
          } catch (RpcException | InterruptedException | RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }
}
