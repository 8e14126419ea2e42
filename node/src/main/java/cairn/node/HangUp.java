package cairn.node;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Has something done upon SIGHUP, which would otherwise end the process.
 *
 * <p>The JDK has no public way to hear of a signal. The one that it has had for ever is reached by
 * name, since the compiler would warn of it; where it is missing, or the system knows no such
 * signal, nothing changes.
 */
final class HangUp {
  private HangUp() {}

  /**
   * From now on has {@code action} called, on a thread of its own, whenever the signal comes.
   *
   * @return whether that can be
   */
  static boolean handle(Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var type = Class.forName("sun.misc.SignalHandler");
      var run =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      signal
          .getMethod("handle", signal, type)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("HUP"),
              MethodHandleProxies.asInterfaceInstance(
                  type, MethodHandles.dropArguments(run, 0, signal)));
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
