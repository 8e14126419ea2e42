package cairn.rpc.call;

import cairn.rpc.http.Turn;
import java.util.concurrent.CompletableFuture;

/**
 * Work that keeps a processor busy for long. It goes to a thread that the system schedules: virtual
 * threads share a few of those, and would keep each other waiting.
 */
public final class LongWork {
  private LongWork() {}

  /** What may fail as a call may. */
  public interface Task<T> {
    T run() throws RpcException;
  }

  /** The outcome of a task. */
  private record Outcome<T>(T value) {}

  /** Does it elsewhere, and waits; others have the turn meanwhile. */
  public static <T> T run(Turn turn, String name, Task<T> task)
      throws RpcException, InterruptedException {
    var future = new CompletableFuture<Outcome<T>>();
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(() -> {
          try {
            future.complete(new Outcome<>(task.run()));
          } catch (RpcException | RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return Waits.outcome(turn, future).value();
  }
}
