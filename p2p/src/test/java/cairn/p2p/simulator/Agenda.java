package cairn.p2p.simulator;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done when: a heap in arrays, for this is looked at for each of some ten million
 * events. What is for the same time comes in the order in which it was added.
 */
final class Agenda {
  private long[] times = new long[1024];
  private long[] numbers = new long[1024];
  private @Nullable Runnable[] tasks = new Runnable[1024];
  private int size;
  private long added;

  void add(long time, Runnable task) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      tasks = Arrays.copyOf(tasks, 2 * size);
    }
    int place = size++;
    long number = added++;
    // It is the last one of its time, so it stays below any other of that time.
    for (int above = (place - 1) >> 1; place > 0 && time < times[above]; above = (place - 1) >> 1) {
      move(above, place);
      place = above;
    }
    put(place, time, number, task);
  }

  /** The time of what comes first; the latest of all times if there is nothing. */
  long next() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes off what comes first. */
  Runnable remove() {
    var first = Objects.requireNonNull(tasks[0]);
    size--;
    int place = 0;
    for (int below = 1; below < size; below = 2 * place + 1) {
      if (below + 1 < size && isBefore(below + 1, below)) {
        below++;
      }
      if (!isBefore(below, size)) {
        break;
      }
      move(below, place);
      place = below;
    }
    put(place, times[size], numbers[size], tasks[size]);
    tasks[size] = null;
    return first;
  }

  private boolean isBefore(int one, int other) {
    return times[one] < times[other]
        || (times[one] == times[other] && numbers[one] < numbers[other]);
  }

  private void move(int from, int to) {
    put(to, times[from], numbers[from], tasks[from]);
  }

  private void put(int place, long time, long number, @Nullable Runnable task) {
    times[place] = time;
    numbers[place] = number;
    tasks[place] = task;
  }
}
