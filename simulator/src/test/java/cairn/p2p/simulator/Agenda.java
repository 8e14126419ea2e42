package cairn.p2p.simulator;

/**
 * What is to be done when. It is looked at for each of some fifty million events, most of which are
 * for a later second: these are only put down for that second, and sorted among few when it comes.
 * What is for the same time comes in the order in which it was added.
 */
final class Agenda {
  /** In microseconds. */
  private static final long SECOND = 1_000_000;

  /** For so many seconds ahead, each has a place of its own; a power of two. */
  private static final int SECONDS = 4096;

  private final TaskHeap soon = new TaskHeap();
  private final TaskHeap.Heaped[] bySecond = new TaskHeap.Heaped[SECONDS];
  private final TaskHeap late = new TaskHeap();

  /** What is before this time is in {@link #soon}. */
  private long horizon;

  /** How much is in {@link #bySecond}. */
  private int inSeconds;

  private long added;

  /**
   * @param time not before what was removed last
   */
  void add(long time, Runnable task) {
    long number = added++;
    if (time < horizon) {
      soon.add(time, number, task);
    } else if (time < horizon + (SECONDS - 1) * SECOND) {
      int place = place(time);
      var heaped = bySecond[place];
      if (heaped == null) {
        heaped = new TaskHeap.Heaped();
        bySecond[place] = heaped;
      }
      heaped.add(time, number, task);
      inSeconds++;
    } else {
      late.add(time, number, task);
    }
  }

  /** The time of what comes first; the latest of all times if there is nothing. */
  long next() {
    while (soon.isEmpty()) {
      if (inSeconds == 0) {
        if (late.isEmpty()) {
          return Long.MAX_VALUE;
        }
        horizon = Math.max(horizon, late.next() / SECOND * SECOND);
      }
      advance();
    }
    return soon.next();
  }

  private void advance() {
    var heaped = bySecond[place(horizon)];
    horizon += SECOND;
    if (heaped != null) {
      inSeconds -= heaped.pourInto(soon);
    }
    while (!late.isEmpty() && late.next() < horizon) {
      late.moveFirst(soon);
    }
  }

  private static int place(long time) {
    return (int) (time / SECOND) & (SECONDS - 1);
  }

  /** Takes off what comes first, of which there must be something. */
  Runnable remove() {
    next();
    return soon.remove();
  }
}
