package cairn.ledger.chain;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BlockAnswer;
import cairn.ledger.BlockAnswer.Accepted;
import cairn.ledger.BlockAnswer.Dropped;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.ImportProgress;
import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerCommands.Verification;
import cairn.ledger.LedgerListener;
import cairn.primitives.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger to which much comes at once, or that is closed before all of it is done. */
class LedgerThreadsTest extends LedgerAtWork {
  /** Keeps the chain thread from going on after a block, until it is let go. */
  private static final class Barrier implements LedgerListener {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    @Override
    public void blockConnected(IndexedBlock block, Block contents) {
      reached.countDown();
      try {
        assertThat(free.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private CoinsStatistics coins() {
    try (var snapshot = get(ledger.commands().snapshotCoins())) {
      return CoinsStatistics.of(snapshot, Set.of(CoinsStatistics.Hash.SERIALIZED), 1, _ -> true)
          .orElseThrow();
    }
  }

  /** Blocks go on coming from other threads, and readers look on. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void staysOfOnePieceWhateverTheThreadsDo(long seed) {
    var random = new Random(seed);
    var blocks = new ArrayList<>(TRUNK);
    for (int i = 0; i < 6; i++) {
      blocks.addAll(TREE.mine(TRUNK.get(random.nextInt(105)), 4));
    }
    var best = TREE.mine(TRUNK.getLast(), payment(0), payment(1));
    blocks.add(best);
    submitHeaders(blocks);
    var ended = new AtomicBoolean();
    try (var threads = Executors.newCachedThreadPool()) {
      var reader = CompletableFuture.supplyAsync(() -> readUntil(ended), threads);
      var submitters = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < 4; i++) {
        var order = new ArrayList<>(blocks);
        Collections.shuffle(order, random);
        submitters.add(CompletableFuture.runAsync(() -> submit(order), threads));
      }
      try {
        submitters.forEach(LedgerAtWork::get);
        get(ledger.commands().settle());
      } finally {
        ended.set(true);
      }
      assertThat(get(reader)).isPositive();
    }
    assertTip(best);
    var coins = coins();
    reopen(setup);
    assertTip(best);
    assertThat(get(ledger.commands().verify(4, 0))).isEqualTo(new Verification.Sound());
    assertThat(coins().serialized()).isNotNull().isEqualTo(coins.serialized());
    assertThat(coins.coins()).isEqualTo(TRUNK.size() + 1L);
  }

  /** Looks at everything again and again; returns how often. */
  private long readUntil(AtomicBoolean ended) {
    long rounds = 0;
    do {
      var chain = ledger.chain();
      for (int height = 1; height <= chain.height(); height++) {
        var block = Objects.requireNonNull(chain.at(height));
        assertThat(block.previous()).isSameAs(chain.at(height - 1));
        assertThat(block.isFullyValid() && block.hasUndo()).isTrue();
      }
      try {
        assertThat(ledger.blocks().block(chain.tip()).hash()).isEqualTo(chain.tip().hash());
        assertThat(ledger.blocks().spent(chain.tip())).hasSizeLessThan(3);
      } catch (BlockUnavailableException e) {
        throw new AssertionError(e);
      }
      rounds++;
    } while (!ended.get());
    return rounds;
  }

  @Test
  void settlesAfterAllThatWasSubmittedBefore() {
    var answers = offerAll();
    get(ledger.commands().settle());
    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertTip(TRUNK.getLast());
  }

  @Test
  void dropsBlocksWhileTooManyWait() throws Exception {
    var barrier = new Barrier();
    ledger.listen(barrier);
    var first = offer(TRUNK.getFirst());
    assertThat(barrier.reached.await(1, TimeUnit.MINUTES)).isTrue();
    var large = new ArrayList<CompletableFuture<BlockAnswer>>();
    long bytes = (long) TRUNK.getFirst().totalSize() + BlockIntake.OVERHEAD;
    while (bytes < BlockIntake.MAX_BYTES) {
      assertThat(ledger.commands().hasRoom()).isTrue();
      var draft = TREE.draft(TREE.genesis());
      var block = TREE.add(draft.coinbaseOutputs(anyone(1), data(900_000)));
      bytes += block.totalSize() + BlockIntake.OVERHEAD;
      large.add(offer(block));
    }
    assertThat(ledger.commands().hasRoom()).isFalse();
    assertThat(offer(TRUNK.get(1))).isCompletedWithValueMatching(Dropped.class::isInstance);
    barrier.free.countDown();
    assertThat(get(first)).isInstanceOf(Accepted.class);
    large.forEach(answer -> assertThat(get(answer)).isInstanceOf(Accepted.class));
    get(ledger.commands().settle());
    assertThat(ledger.commands().hasRoom()).isTrue();
    assertThat(submit(TRUNK.get(1))).isInstanceOf(Accepted.class);
  }

  @Test
  void dropsBlocksWhileTooManyShortOnesWait() throws Exception {
    var barrier = new Barrier();
    ledger.listen(barrier);
    var first = offer(TRUNK.getFirst());
    assertThat(barrier.reached.await(1, TimeUnit.MINUTES)).isTrue();
    var many = new ArrayList<CompletableFuture<BlockAnswer>>();
    while (ledger.commands().hasRoom()) {
      many.add(offer(TRUNK.get(1)));
    }
    assertThat(many).hasSizeBetween(1000, CommandQueue.MAX_COMMANDS / 2);
    barrier.free.countDown();
    assertThat(get(first)).isInstanceOf(Accepted.class);
    many.forEach(answer -> assertThat(get(answer)).isInstanceOf(Accepted.class));
  }

  @Test
  void canBeClosedWhileBlocksAreOnTheirWay() {
    var answers = offerAll();
    var settled = ledger.commands().settle();
    ledger.close();
    for (var answer : answers) {
      assertThat(answer).isDone();
      if (answer.isCompletedExceptionally()) {
        assertThat(answer.exceptionNow()).isInstanceOf(LedgerClosedException.class);
      } else {
        assertThat(answer.resultNow()).isInstanceOf(Accepted.class);
      }
    }
    assertThat(settled).isDone();
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> get(ledger.commands().settle()))
        .withCauseInstanceOf(LedgerClosedException.class);
    reopen(setup.check(0, 4));
    submit(TRUNK);
    assertTip(TRUNK.getLast());
  }

  @Test
  void stopsConnectingWhenItIsToldTo() throws Exception {
    var barrier = new Barrier();
    ledger.listen(barrier);
    submitHeaders(TRUNK);
    var _ = offerAll();
    assertThat(barrier.reached.await(1, TimeUnit.MINUTES)).isTrue();
    ledger.stop();
    barrier.free.countDown();
    ledger.close();
    assertThat(ledger.chain().height()).isLessThan(TRUNK.size());
  }

  @Test
  void doesOtherThingsWhileItImports() {
    var file = new BlockFileBuilder().blocks(TRUNK).write(directory.resolve("blocks.dat"));
    var branch = TREE.mine(TREE.genesis(), 2);
    var asked = new AtomicBoolean();
    var importing = new ArrayList<Boolean>();
    var progress =
        new ImportProgress() {
          @Override
          public void advanced(long done, long total) {
            if (!asked.getAndSet(true)) {
              var _ =
                  ledger
                      .commands()
                      .submitHeaders(headers(branch), true)
                      .thenRun(() -> importing.add(ledger.state().isImporting()));
              var _ =
                  offer(branch.getFirst())
                      .thenRun(() -> importing.add(ledger.state().isImporting()));
            }
          }
        };
    var results = get(ledger.commands().importBlocks(List.of(file), progress));
    assertThat(results)
        .singleElement()
        .satisfies(result -> {
          assertThat(result.source()).isEqualTo(file.toString());
          assertThat(result.report().imported()).isEqualTo(TRUNK.size());
          assertThat(result.report().isClean()).isTrue();
        });
    get(ledger.commands().settle());
    assertThat(importing).hasSize(2).first().isEqualTo(true);
    assertThat(ledger.state().isImporting()).isFalse();
    assertTip(TRUNK.getLast());
    assertThat(find(branch.getFirst()).hasData()).isTrue();
  }
}
