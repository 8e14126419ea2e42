package cairn.rpc.call;

import cairn.rpc.call.ActiveCalls.ActiveCall;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonAccessException;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.spec.ArgumentChecks;
import cairn.rpc.spec.HelpText;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.NamedArguments;
import cairn.rpc.spec.ResultChecks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The methods that there are, by name. Thread-safe once all have been added. */
public final class MethodTable {
  private static final Logger log = LoggerFactory.getLogger(MethodTable.class);
  private static final int EXPLANATION_INDENT = 4;

  private final Map<String, Entry> entries = new TreeMap<>();
  private final ActiveCalls active;
  private final boolean checksResults;
  private final CallListener listener;

  /**
   * @param checksResults whether to fail where an answer is not what the description promises
   */
  public MethodTable(ActiveCalls active, boolean checksResults) {
    this(active, checksResults, CallListener.NONE);
  }

  /**
   * @param listener is told of the calls
   */
  public MethodTable(ActiveCalls active, boolean checksResults, CallListener listener) {
    this.active = active;
    this.checksResults = checksResults;
    this.listener = listener;
  }

  /** A method and where the help lists it. */
  public static final class Entry {
    private final Category category;
    private final RpcMethod method;
    private volatile @Nullable MethodSpec spec;

    private Entry(Category category, RpcMethod method) {
      this.category = category;
      this.method = method;
    }

    public Category category() {
      return category;
    }

    public String name() {
      return method.name();
    }

    /** Its description, made when it is first asked for. */
    public MethodSpec spec() {
      var known = spec;
      if (known == null) {
        known = method.spec();
        spec = known;
      }
      return known;
    }
  }

  /** Adds methods to a category. */
  public MethodTable add(Category category, RpcMethod... methods) {
    for (var method : methods) {
      if (entries.put(method.name(), new Entry(category, method)) != null) {
        throw new IllegalArgumentException("two methods are called " + method.name());
      }
    }
    return this;
  }

  /** The calls that are going on. */
  public List<ActiveCall> active() {
    return active.now();
  }

  /** All methods, by name. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  public @Nullable Entry find(String name) {
    return entries.get(name);
  }

  /**
   * Calls a method.
   *
   * @param params an array, or an object of names
   */
  public Json execute(String name, Json params, Turn turn)
      throws RpcException, InterruptedException {
    var entry = entries.get(name);
    if (entry == null) {
      throw new RpcException(ErrorCode.METHOD_NOT_FOUND, "Method not found");
    }
    long start = System.nanoTime();
    boolean succeeded = false;
    listener.begun(name);
    try (var _ = active.begin(name)) {
      var answer = execute(entry, params, turn);
      succeeded = true;
      return answer;
    } catch (JsonAccessException e) {
      var code = e.isWrongType() ? ErrorCode.TYPE_ERROR : ErrorCode.MISC_ERROR;
      throw new RpcException(code, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("Unexpected error in {}", name, e);
      throw new RpcException(ErrorCode.MISC_ERROR, "Internal bug detected: " + e.getMessage());
    } finally {
      listener.ended(name, System.nanoTime() - start, succeeded);
    }
  }

  private Json execute(Entry entry, Json params, Turn turn)
      throws RpcException, InterruptedException {
    var spec = entry.spec();
    var passed = inOrder(spec, params);
    if (!ArgumentChecks.isCountRight(spec, passed.size())) {
      throw new RpcException(ErrorCode.MISC_ERROR, HelpText.of(spec));
    }
    var mismatches = ArgumentChecks.typeMismatches(spec, passed);
    if (mismatches.isPresent()) {
      throw new RpcException(
          ErrorCode.TYPE_ERROR,
          "Wrong type passed:\n" + JsonWriter.text(mismatches.get(), EXPLANATION_INDENT));
    }
    var answer = entry.method.call(new Call(spec, passed, turn));
    if (checksResults) {
      check(spec, answer);
    }
    return answer;
  }

  private static List<Json> inOrder(MethodSpec spec, Json params) throws RpcException {
    try {
      return params instanceof Json.Obj named
          ? NamedArguments.inOrder(spec, named)
          : params.asArray();
    } catch (NamedArguments.MisnamedException e) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }
  }

  private static void check(MethodSpec spec, Json answer) throws RpcException {
    var mismatch = ResultChecks.mismatch(spec, answer);
    if (mismatch.isPresent()) {
      throw new RpcException(
          ErrorCode.MISC_ERROR,
          "Internal bug detected: RPC call \"%s\" returned incorrect type:\n%s"
              .formatted(spec.name(), JsonWriter.text(mismatch.get(), EXPLANATION_INDENT)));
    }
  }
}
