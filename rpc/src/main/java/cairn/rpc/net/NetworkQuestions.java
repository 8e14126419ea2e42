package cairn.rpc.net;

import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkThread;
import cairn.rpc.call.Call;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the thread of the peers, and waits for its answer. Thread-safe. */
public final class NetworkQuestions {
  private final NetworkThread thread;
  private final Interruption interruption;
  private final Map<Object, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

  /** The last order that whoever gave it has not waited for. */
  private final AtomicReference<CompletableFuture<Boolean>> last =
      new AtomicReference<>(CompletableFuture.completedFuture(true));

  /**
   * @param interruption after which nothing is waited for that peers have to do
   */
  public NetworkQuestions(NetworkThread thread, Interruption interruption) {
    this.thread = thread;
    this.interruption = interruption;
    interruption.onInterrupt(() -> awaited.values().forEach(each -> each.cancel(false)));
  }

  /**
   * The answer to a question. Others have the turn meanwhile.
   *
   * @throws RpcException if the node stops before it is answered
   */
  public <T> T ask(Call call, Function<NetworkControl, T> question)
      throws RpcException, InterruptedException {
    return answer(call, thread.ask(question));
  }

  /** As {@link NetworkThread#sendsOwnPrivately}. */
  public boolean sendsOwnPrivately() {
    return thread.sendsOwnPrivately();
  }

  /** As {@link NetworkThread#reachesTor}. */
  public boolean reachesTor() {
    return thread.reachesTor();
  }

  /** Has something done. */
  public void tell(Call call, Consumer<NetworkControl> order)
      throws RpcException, InterruptedException {
    answer(call, begin(order));
  }

  /**
   * Has something done before all that peers send from now on, and all that is asked later. That is
   * not waited for, but the order before is, so that there are no more of them than calls.
   */
  public void tellAhead(Call call, Consumer<NetworkControl> order)
      throws RpcException, InterruptedException {
    answer(call, last.getAndSet(begin(order)));
  }

  private CompletableFuture<Boolean> begin(Consumer<NetworkControl> order) {
    return thread.ask(network -> {
      order.accept(network);
      return true;
    });
  }

  /**
   * Waits for what was begun, and depends on others. Others have the turn meanwhile.
   *
   * @throws RpcException if the node stops first
   */
  void await(Call call, CompletableFuture<Void> end) throws RpcException, InterruptedException {
    var key = new Object();
    awaited.put(key, end);
    if (interruption.isInterrupted()) {
      end.cancel(false);
    }
    try {
      answer(call, end);
    } finally {
      awaited.remove(key);
    }
  }

  private static <T> T answer(Call call, CompletableFuture<T> future)
      throws RpcException, InterruptedException {
    try {
      return Waits.answer(call.turn(), future);
    } catch (CancellationException e) {
      throw Waits.shuttingDown();
    }
  }
}
