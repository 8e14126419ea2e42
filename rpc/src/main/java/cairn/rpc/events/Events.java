package cairn.rpc.events;

import cairn.ledger.Ledger;
import cairn.primitives.Bytes;
import cairn.rpc.events.EventLog.Position;
import cairn.rpc.events.EventReader.Beginning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The events of a node, from one run to the next. Thread-safe. */
public final class Events implements AutoCloseable {
  private final Ledger ledger;
  private final EventLog log;
  private final LedgerEvents recorder;

  private Events(Ledger ledger, EventLog log, LedgerEvents recorder) {
    this.ledger = ledger;
    this.log = log;
    this.recorder = recorder;
  }

  /**
   * Begins to record what happens, and what has happened since the last run did. The ledger must
   * not have been given a command before.
   *
   * @param maxBytes that the files in {@code directory} may take
   */
  public static Events start(Ledger ledger, Path directory, long maxBytes, RandomGenerator random)
      throws IOException {
    var log = EventLog.open(directory, maxBytes, random.nextLong());
    return new Events(ledger, log, LedgerEvents.start(ledger, log));
  }

  /** All of the mempool that was stored has been offered to it again. */
  public void mempoolRestored() {
    var _ = ledger.commands().settle().thenRun(recorder::settled);
  }

  /**
   * What somebody gets who comes back.
   *
   * @param cursor of the last event that he knows; null if he knows none
   * @param ended whether there is no more for anybody; {@link #wake} is to follow changes
   * @param onClose is told when he has gone
   */
  EventReader read(@Nullable Cursor cursor, BooleanSupplier ended, Consumer<EventReader> onClose)
      throws IOException {
    var known = cursor == null ? Optional.<Position>empty() : log.behind(cursor);
    if (known.isPresent()) {
      return new EventReader(log, known.get(), null, this::afterGap, ended, onClose);
    }
    var beginning = beginning(cursor == null ? "start" : LedgerEvents.RESET);
    return new EventReader(
        log, beginning.position(), beginning.greeting(), this::afterGap, ended, onClose);
  }

  private Beginning afterGap() {
    return beginning(LedgerEvents.RESET);
  }

  private Beginning beginning(String name) {
    var end = log.end().orElseThrow(() -> new IllegalStateException("nothing is recorded yet"));
    var tip = ledger.index().find(end.tip());
    if (tip == null) {
      throw new IllegalStateException("the tip is not in the index");
    }
    var state = new Event(name, LedgerEvents.state(tip, end.nextSequence()));
    return new Beginning(end.position(), Bytes.wrap(state.at(end.position().cursor())));
  }

  /** Whether events are lost, as they could not be stored. */
  boolean hasFailed() {
    return log.isClosed();
  }

  /** Has readers see whether they are to end. */
  void wake() {
    log.wake();
  }

  /** Records no more. */
  @Override
  public void close() {
    log.close();
  }
}
