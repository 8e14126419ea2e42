package cairn.p2p.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done at a later time, in the order of the times, and at one time in the order in
 * which it was asked for: so the same events always have the same effects.
 *
 * <p>An alarm cannot be called off. Whoever is called looks whether there is still something to do.
 * Not thread-safe.
 */
public final class Alarms {
  /** A heap in arrays: what is compared lies side by side. */
  private long[] seconds = new long[16];

  private int[] nanos = new int[16];
  private long[] numbers = new long[16];
  private @Nullable Runnable[] tasks = new Runnable[16];
  private int size;
  private long asked;

  /** {@link #next}, as long as it is known. */
  private @Nullable Instant first = Instant.MAX;

  /** Has {@code task} run at {@code due}, or as soon after as can be. */
  public void at(Instant due, Runnable task) {
    if (size == tasks.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      nanos = Arrays.copyOf(nanos, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      tasks = Arrays.copyOf(tasks, 2 * size);
    }
    put(size, due.getEpochSecond(), due.getNano(), asked++, task);
    rise(size++);
  }

  /** Moves the last one up to where it belongs. */
  private void rise(int last) {
    long second = seconds[last];
    int nano = nanos[last];
    long number = numbers[last];
    var task = tasks[last];
    int place = last;
    for (int above = (place - 1) >> 1;
        place > 0 && isBefore(second, nano, number, above);
        above = (place - 1) >> 1) {
      move(above, place);
      place = above;
    }
    put(place, second, nano, number, task);
    if (place == 0) {
      first = null;
    }
  }

  /**
   * Has all that was asked for so far run sooner by as much, as if time had passed for it ({@code
   * mockscheduler}).
   */
  public void forward(Duration by) {
    for (int place = 0; place < size; place++) {
      var sooner = Instant.ofEpochSecond(seconds[place], nanos[place]).minus(by);
      seconds[place] = sooner.getEpochSecond();
      nanos[place] = sooner.getNano();
    }
    first = null;
  }

  /** When {@link #run} has something to do; {@link Instant#MAX} if there is nothing. */
  public Instant next() {
    if (first == null) {
      first = size == 0 ? Instant.MAX : Instant.ofEpochSecond(seconds[0], nanos[0]);
    }
    return first;
  }

  /** Runs all that is due at {@code now}, but not what these ask for in turn. */
  public void run(Instant now) {
    long askedBefore = asked;
    while (size > 0 && numbers[0] < askedBefore && !next().isAfter(now)) {
      remove().run();
    }
  }

  private Runnable remove() {
    var task = Objects.requireNonNull(tasks[0]);
    size--;
    long second = seconds[size];
    int nano = nanos[size];
    long number = numbers[size];
    int place = 0;
    for (int below = 1; below < size; below = 2 * place + 1) {
      if (below + 1 < size
          && isBefore(seconds[below + 1], nanos[below + 1], numbers[below + 1], below)) {
        below++;
      }
      if (isBefore(second, nano, number, below)) {
        break;
      }
      move(below, place);
      place = below;
    }
    put(place, second, nano, number, tasks[size]);
    tasks[size] = null;
    first = null;
    return task;
  }

  private boolean isBefore(long second, int nano, long number, int other) {
    if (second != seconds[other]) {
      return second < seconds[other];
    }
    return nano != nanos[other] ? nano < nanos[other] : number < numbers[other];
  }

  private void move(int from, int to) {
    put(to, seconds[from], nanos[from], numbers[from], tasks[from]);
  }

  private void put(int place, long second, int nano, long number, @Nullable Runnable task) {
    seconds[place] = second;
    nanos[place] = nano;
    numbers[place] = number;
    tasks[place] = task;
  }
}
