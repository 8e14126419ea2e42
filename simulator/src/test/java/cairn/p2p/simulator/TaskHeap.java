package cairn.p2p.simulator;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks by their time and number: a heap in arrays. */
final class TaskHeap {
  private final Heaped all = new Heaped();

  /** Tasks in whatever order. */
  static final class Heaped {
    private long[] times = new long[16];
    private long[] numbers = new long[16];
    private @Nullable Runnable[] tasks = new Runnable[16];
    private int size;

    void add(long time, long number, @Nullable Runnable task) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        numbers = Arrays.copyOf(numbers, 2 * size);
        tasks = Arrays.copyOf(tasks, 2 * size);
      }
      put(size++, time, number, task);
    }

    /** How many there were; there are none left. */
    int pourInto(TaskHeap heap) {
      int count = size;
      for (int place = 0; place < count; place++) {
        heap.add(times[place], numbers[place], Objects.requireNonNull(tasks[place]));
        tasks[place] = null;
      }
      size = 0;
      return count;
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

  boolean isEmpty() {
    return all.size == 0;
  }

  /** The time of what comes first. */
  long next() {
    return all.times[0];
  }

  void add(long time, long number, Runnable task) {
    int place = all.size;
    all.add(time, number, task);
    for (int above = (place - 1) >> 1;
        place > 0
            && (time < all.times[above]
                || (time == all.times[above] && number < all.numbers[above]));
        above = (place - 1) >> 1) {
      all.move(above, place);
      place = above;
    }
    all.put(place, time, number, task);
  }

  /** Puts what comes first into another heap instead. */
  void moveFirst(TaskHeap other) {
    long time = all.times[0];
    long number = all.numbers[0];
    other.add(time, number, remove());
  }

  /** Takes off what comes first. */
  Runnable remove() {
    var first = Objects.requireNonNull(all.tasks[0]);
    int size = --all.size;
    int place = 0;
    for (int below = 1; below < size; below = 2 * place + 1) {
      if (below + 1 < size && all.isBefore(below + 1, below)) {
        below++;
      }
      if (!all.isBefore(below, size)) {
        break;
      }
      all.move(below, place);
      place = below;
    }
    all.move(size, place);
    all.tasks[size] = null;
    return first;
  }
}
