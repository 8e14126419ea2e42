package cairn.rpc.call;

/** Is told of each call of a method. For any thread; it must not wait. */
@FunctionalInterface
public interface CallListener {
  CallListener NONE = (_, _, _) -> {};

  /** A call has begun, of a method that exists. */
  default void begun(String method) {}

  /**
   * It is over.
   *
   * @param method which exists
   * @param nanos how long it took
   * @param succeeded whether it was answered with a result
   */
  void ended(String method, long nanos, boolean succeeded);
}
