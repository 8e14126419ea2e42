package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.primitives.BlockHash;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Result;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Calls that wait for the tip of the active chain. Thread-safe. */
public final class TipWaits implements LedgerListener {
  /** What callers should know. */
  static final String NOTE =
      "\nIf that does not happen in time, or the node stops, it returns the present one.\n"
          + "\nMake sure that the client waits long enough (./cairn cli -rpcclienttimeout=0).";

  private final Ledger ledger;
  private final Interruption interruption;

  /** Watches the chain of {@code ledger}. */
  public TipWaits(Ledger ledger, Interruption interruption) {
    this.ledger = ledger;
    this.interruption = interruption;
    ledger.listen(this);
    interruption.onInterrupt(this::wake);
  }

  static Argument timeout() {
    return Argument.number("timeout", "Milliseconds to wait for it; 0 for ever.")
        .orElse(Json.of(0));
  }

  static Result result() {
    return Result.object(
        "",
        field("hash", Result.hex("The hash of the last block")),
        field("height", Result.number("Its height")));
  }

  IndexedBlock tip() {
    return ledger.chain().tip();
  }

  @Override
  public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
    wake();
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Waits as long as the call wants to, and answers with the tip. */
  Json await(Call call, Predicate<IndexedBlock> condition)
      throws RpcException, InterruptedException {
    int millis = call.integer("timeout");
    if (millis < 0) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Negative timeout");
    }
    long nanos = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    var tip = call.turn().asideWhileThere(() -> await(nanos, condition));
    return Json.object().put("hash", tip.hash()).put("height", tip.height()).build();
  }

  /** Waits until the tip is another than {@code known}, but not for longer; says what it is. */
  public IndexedBlock awaitOther(Turn turn, BlockHash known, Duration limit)
      throws InterruptedException {
    return turn.asideWhileThere(() -> await(limit.toNanos(), tip -> !tip.hash().equals(known)));
  }

  private synchronized IndexedBlock await(long nanos, Predicate<IndexedBlock> condition)
      throws InterruptedException {
    long start = System.nanoTime();
    var tip = tip();
    while (!condition.test(tip) && !interruption.isInterrupted()) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
      tip = tip();
    }
    return tip;
  }
}
