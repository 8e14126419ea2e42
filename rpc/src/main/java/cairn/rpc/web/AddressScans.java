package cairn.rpc.web;

import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.primitives.Script;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.Waits;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the coins of addresses: of one at a time, at most half of the time, and only for as
 * long as somebody asks. What was found is kept until the chain grows, and longer where it took
 * long. Thread-safe.
 */
final class AddressScans {
  private static final Logger log = LoggerFactory.getLogger(AddressScans.class);

  private static final int MOST_KEPT = 16;

  /** Who has not asked for so long has gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** So soon the answer is given at once, rather than that it takes a while. */
  private static final Duration SOON = Duration.ofMillis(400);

  private final Ledger ledger;
  private final Interruption interruption;
  private final Map<Script, Found> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Script, Found> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private @Nullable Running running;

  /** By {@link System#nanoTime}. */
  private long nextStart = System.nanoTime();

  /** What came of looking; {@code nanos} is how long that took. */
  private record Found(AddressCoins coins, long nanos) {
    boolean isSoon() {
      return nanos <= SOON.toNanos();
    }
  }

  /** A look that is going on. */
  private static final class Running {
    private final Script script;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile long asked = System.nanoTime();
    private volatile int percent;

    Running(Script script) {
      this.script = script;
    }

    boolean isForgotten() {
      return System.nanoTime() - asked > PATIENCE.toNanos();
    }
  }

  AddressScans(Ledger ledger, Interruption interruption) {
    this.ledger = ledger;
    this.interruption = interruption;
  }

  /**
   * What is known of a script's coins; begins to look for them if nothing is.
   *
   * @param again whether what was found in an earlier block is not good enough
   */
  Json.Obj ask(Script script, boolean again, Turn turn) throws RpcException, InterruptedException {
    if (ledger.state().isInitialBlockDownload()) {
      return Json.object()
          .put("state", "refused")
          .put(
              "why",
              "The node is still synchronising, and looks for an address's coins only when it is"
                  + " done with that.")
          .build();
    }
    var mine = begin(script, again);
    if (mine != null) {
      turn.aside(() -> mine.end.await(SOON.toMillis(), TimeUnit.MILLISECONDS));
    }
    return state(script, again);
  }

  private boolean isGoodEnough(Found found, boolean again) {
    return found.coins().isAfter(ledger.chain().tip()) || (!again && !found.isSoon());
  }

  /** The look at this script; null if there is none now. */
  private synchronized @Nullable Running begin(Script script, boolean again) {
    var current = running;
    if (current != null) {
      if (!current.script.equals(script)) {
        return null;
      }
      current.asked = System.nanoTime();
      return current;
    }
    var found = kept.get(script);
    if ((found != null && isGoodEnough(found, again)) || System.nanoTime() - nextStart < 0) {
      return null;
    }
    var scan = new Running(script);
    running = scan;
    Thread.ofPlatform().name("addresscoins").daemon().start(() -> run(scan));
    return scan;
  }

  private synchronized Json.Obj state(Script script, boolean again) {
    var current = running;
    var found = kept.get(script);
    if (current != null && current.script.equals(script)) {
      return Json.object().put("state", "looking").put("progress", current.percent).build();
    }
    if (found != null && (isGoodEnough(found, again) || found.isSoon())) {
      return Json.object()
          .put("state", "found")
          .put("seconds", (double) found.nanos() / Duration.ofSeconds(1).toNanos())
          .putAll(found.coins().json(ledger))
          .build();
    }
    var json = Json.object().put("state", "waiting");
    if (current != null) {
      json.put("progress", current.percent);
    }
    return json.build();
  }

  private void run(Running scan) {
    long start = System.nanoTime();
    BooleanSupplier ended = () -> interruption.isInterrupted() || scan.isForgotten();
    AddressCoins coins = null;
    try (var snapshot = Waits.answer(ledger.commands().snapshotCoins())) {
      coins = AddressCoins.find(snapshot, scan.script, percent -> scan.percent = percent, ended);
    } catch (RpcException | InterruptedException | LedgerClosedException e) {
      log.debug("An address's coins were not looked for to the end: {}", e.toString());
    } finally {
      done(scan, coins, System.nanoTime() - start);
    }
  }

  private synchronized void done(Running scan, @Nullable AddressCoins coins, long nanos) {
    if (coins != null) {
      kept.remove(scan.script);
      kept.put(scan.script, new Found(coins, nanos));
    }
    running = null;
    nextStart = System.nanoTime() + nanos;
    scan.end.countDown();
  }
}
