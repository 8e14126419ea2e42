package cairn.p2p.addresses;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Checks the tables before and after calls, as often as {@code -checkaddrman} wants it. */
final class CheckedCalls {
  private final AddressTables tables;
  private final RandomGenerator random;
  private final int every;

  /**
   * @param every one in so many calls is checked; 0 for none
   */
  CheckedCalls(AddressTables tables, RandomGenerator random, int every) {
    this.tables = tables;
    this.random = random;
    this.every = every;
  }

  <T extends @Nullable Object> T call(Supplier<T> operation) {
    perhapsCheck();
    var result = operation.get();
    perhapsCheck();
    return result;
  }

  void run(Runnable operation) {
    perhapsCheck();
    operation.run();
    perhapsCheck();
  }

  private void perhapsCheck() {
    if (every > 0 && random.nextInt(every) == 0) {
      TablesCheck.run(tables)
          .ifPresent(found -> {
            throw new IllegalStateException(
                "ADDRMAN CONSISTENCY CHECK FAILED!!! err=" + found.code());
          });
    }
  }
}
