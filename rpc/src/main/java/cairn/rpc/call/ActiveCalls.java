package cairn.rpc.call;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls that are being worked on, the oldest first. Thread-safe. */
public final class ActiveCalls {
  private final Set<ActiveCall> calls = new LinkedHashSet<>();

  /** A call of {@code method}. Equal only to itself. */
  public static final class ActiveCall implements AutoCloseable {
    private final String method;
    private final long startedAt = System.nanoTime();
    private final ActiveCalls all;

    private ActiveCall(String method, ActiveCalls all) {
      this.method = method;
      this.all = all;
    }

    public String method() {
      return method;
    }

    /** How long it has been going on. */
    public long micros() {
      return (System.nanoTime() - startedAt) / 1000;
    }

    @Override
    public void close() {
      all.remove(this);
    }
  }

  /** Counts a call until the result is closed. */
  synchronized ActiveCall begin(String method) {
    var call = new ActiveCall(method, this);
    calls.add(call);
    return call;
  }

  private synchronized void remove(ActiveCall call) {
    calls.remove(call);
  }

  /** Those that are going on now. */
  public synchronized List<ActiveCall> now() {
    return List.copyOf(calls);
  }
}
