package cairn.ledger.chain;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How long was spent in each stage of taking blocks in, all threads together. Thread-safe. */
public final class StageTimes {
  private final Map<Stage, LongAdder> nanos = new EnumMap<>(Stage.class);

  /** What a thread may be doing. */
  public enum Stage {
    /** On a worker: read a block, parse it, check its contents, or fetch the coins it spends. */
    PREPARE,
    /** On a worker: check scripts. */
    SCRIPTS,
    /** On the chain thread: check a block in its context, and write it to its file. */
    STORE,
    /** On the chain thread: apply a block to the coins. */
    CONNECT,
    /** On the chain thread: write what a block spent, and publish the tip. */
    SETTLE,
    /** On the chain thread: store the coins and the index. */
    FLUSH,
    /** On the chain thread: nothing, as the next block is not ready. */
    WAIT_FOR_BLOCK,
    /** On the chain thread: nothing, as scripts are being checked. */
    WAIT_FOR_SCRIPTS
  }

  StageTimes() {
    for (var stage : Stage.values()) {
      nanos.put(stage, new LongAdder());
    }
  }

  /**
   * Adds the time since {@code start}.
   *
   * @param start what {@link System#nanoTime} said then
   */
  void add(Stage stage, long start) {
    adder(stage).add(System.nanoTime() - start);
  }

  /** All of them, by names in small letters. */
  Map<String, Duration> all() {
    var all = new LinkedHashMap<String, Duration>();
    for (var stage : Stage.values()) {
      all.put(stage.name().toLowerCase(Locale.ROOT), in(stage));
    }
    return all;
  }

  public Duration in(Stage stage) {
    return Duration.ofNanos(adder(stage).sum());
  }

  private LongAdder adder(Stage stage) {
    var adder = nanos.get(stage);
    if (adder == null) {
      throw new AssertionError("each stage has one");
    }
    return adder;
  }
}
