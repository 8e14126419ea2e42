package cairn.rpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The thread that all of the node's connections belong to. For any thread. */
public interface NetworkThread {
  /**
   * Has a question answered there. Many others wait meanwhile, so it must neither wait nor take
   * long, and what it gives back must be of no thread.
   *
   * @return cancelled if that thread ends first; exceptionally what the question throws
   */
  <T> CompletableFuture<T> ask(Function<NetworkControl, T> question);

  /**
   * Whether transactions of this node's own are sent over connections for that alone ({@code
   * -privatebroadcast}).
   */
  boolean sendsOwnPrivately();

  /** Whether nodes can be called by Tor, without which nothing is sent so. */
  boolean reachesTor();

  /** What the operator should know of, as far as connections tell; known without being asked. */
  List<String> warnings();
}
