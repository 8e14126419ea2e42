package cairn.rpc.call;

import cairn.ledger.LedgerClosedException;
import cairn.rpc.http.Turn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/** Waits for what other threads do. */
public final class Waits {
  private static final Turn NO_TURN =
      new Turn() {
        @Override
        public <T> T aside(Wait<T> wait) throws InterruptedException {
          return wait.await();
        }
      };

  private Waits() {}

  /**
   * The answer to what was asked of the ledger. Others have the turn meanwhile.
   *
   * @throws RpcException if the ledger was closed first, or has too much to do already
   */
  public static <T> T answer(Turn turn, CompletableFuture<T> future)
      throws RpcException, InterruptedException {
    try {
      return outcome(turn, future);
    } catch (LedgerClosedException e) {
      throw shuttingDown();
    } catch (RejectedExecutionException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** The same, on a thread that has no turn. */
  public static <T> T answer(CompletableFuture<T> future)
      throws RpcException, InterruptedException {
    return answer(NO_TURN, future);
  }

  /** What {@code future} ends with, be it an exception. Others have the turn meanwhile. */
  static <T> T outcome(Turn turn, CompletableFuture<T> future)
      throws RpcException, InterruptedException {
    try {
      if (!future.isDone()) {
        turn.aside(() -> awaitEnd(future));
      }
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RpcException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** What is said to those whose call cannot be finished any more. */
  public static RpcException shuttingDown() {
    return new RpcException(ErrorCode.CLIENT_NOT_CONNECTED, "Shutting down");
  }

  private static boolean awaitEnd(CompletableFuture<?> future) throws InterruptedException {
    try {
      future.get();
      return true;
    } catch (ExecutionException e) {
      return true; // told by whoever looks next
    }
  }
}
