package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.ChainBuilder;
import cairn.ledger.chain.ReadAhead.Task;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.rules.Verdict;
import cairn.ledger.store.MemoryCoins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private final StageTimes times = new StageTimes();
  private final Workers workers = new Workers(2, times);
  private final MemoryCoins store = new MemoryCoins();
  private final CoinsCache coins = new CoinsCache(store, 1 << 20, new Random(1));

  @AfterEach
  void close() {
    coins.close();
    workers.close();
  }

  /** A block as a task has it: prepared once it is asked for. */
  private record Plan(int subject, Supplier<@Nullable PreparedBlock> work) {}

  private ReadAhead<Integer> readAhead(List<Plan> plans) {
    var tasks =
        plans.stream()
            .map(plan -> new Task<>(plan.subject(), 1_000, workers.prepare(plan.work())))
            .iterator();
    return new ReadAhead<>(new CoinsAhead(coins, store, workers), times, tasks);
  }

  private static List<Plan> plans(ChainBuilder chain) {
    return IntStream.rangeClosed(1, chain.height())
        .mapToObj(i -> new Plan(i, () -> new PreparedBlock(chain.block(i), Verdict.Valid.OK)))
        .toList();
  }

  @Test
  void givesAllBlocksInOrder() {
    var chain = ChainBuilder.regtest().mine(60);
    var readAhead = readAhead(plans(chain));
    for (int i = 1; i <= 60; i++) {
      var ready = Objects.requireNonNull(readAhead.next());
      assertThat(ready.subject()).isEqualTo(i);
      assertThat(Objects.requireNonNull(ready.prepared()).block()).isEqualTo(chain.block(i));
    }
    assertThat(readAhead.next()).isNull();
  }

  @Test
  void preparesOnlySoManyAtATime() {
    var begun = new AtomicInteger();
    var plans = new ArrayList<Plan>();
    for (int i = 0; i < 1_000; i++) {
      plans.add(
          new Plan(
              i,
              () -> {
                begun.incrementAndGet();
                return null;
              }));
    }
    var readAhead = readAhead(plans);
    for (int i = 0; i < 500; i++) {
      readAhead.next();
      assertThat(begun.get()).isLessThan(i + 50);
    }
  }

  @Test
  void throwsWhatAPreparationThrewWhenItsTurnHasCome() {
    var failure = new IllegalStateException("some bug");
    var plans = new ArrayList<>(plans(ChainBuilder.regtest().mine(5)));
    plans.set(
        3,
        new Plan(
            4,
            () -> {
              throw failure;
            }));
    var readAhead = readAhead(plans);
    for (int i = 1; i <= 3; i++) {
      assertThat(Objects.requireNonNull(readAhead.next()).subject()).isEqualTo(i);
    }
    assertThatThrownBy(readAhead::next).isSameAs(failure);
  }
}
