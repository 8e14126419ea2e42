package cairn.rpc.net;

import cairn.rpc.NetworkControl;
import cairn.rpc.NetworkThread;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks the thread of the peers, and waits for its answer. Thread-safe. */
public final class NetworkQuestions {
  private final NetworkThread thread;

  public NetworkQuestions(NetworkThread thread) {
    this.thread = thread;
  }

  /**
   * The answer to a question. Others have the turn meanwhile.
   *
   * @throws RpcException if the node stops before it is answered
   */
  public <T> T ask(Call call, Function<NetworkControl, T> question)
      throws RpcException, InterruptedException {
    try {
      return Waits.answer(call.turn(), thread.ask(question));
    } catch (CancellationException e) {
      throw Waits.shuttingDown();
    }
  }

  /** Has something done. */
  void tell(Call call, Consumer<NetworkControl> order) throws RpcException, InterruptedException {
    ask(
        call,
        network -> {
          order.accept(network);
          return true;
        });
  }
}
