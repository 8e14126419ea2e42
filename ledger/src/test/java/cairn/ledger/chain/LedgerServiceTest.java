package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.data;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.genesis.Networks;
import cairn.ledger.BlockAnswer;
import cairn.ledger.BlockAnswer.Accepted;
import cairn.ledger.BlockAnswer.Dropped;
import cairn.ledger.BlockAnswer.Ignored;
import cairn.ledger.BlockAnswer.Refused;
import cairn.ledger.BlockTree;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.Coin;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.ImportProgress;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.Reject;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ledger at work does for other threads, the test's own among them. */
@Timeout(120)
class LedgerServiceTest {
  private static final BlockTree TREE = BlockTree.regtest();
  private static final List<Block> TRUNK = TREE.mine(TREE.genesis(), 110);

  @TempDir private Path directory;
  private final Events events = new Events();
  private LedgerSetup setup;
  private Ledger ledger;

  /** Notes what happens. */
  private static final class Events implements LedgerListener {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    @Override
    public void blockConnected(IndexedBlock block, Block contents) {
      heard.add("+" + block.height());
    }

    @Override
    public void blockDisconnected(IndexedBlock block, Block contents) {
      heard.add("-" + block.height());
    }

    @Override
    public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
      heard.add("tip " + tip.height() + " fork " + fork.height());
    }

    @Override
    public void blockStored(IndexedBlock block, Block contents) {
      heard.add("stored " + block.height());
    }

    @Override
    public void blockRefused(IndexedBlock block, Verdict.Invalid why) {
      heard.add("refused " + block.height() + " " + why.code());
    }

    @Override
    public void headerTipChanged(IndexedBlock best) {
      heard.add("header " + best.height());
    }

    @Override
    public void stopHeightReached() {
      heard.add("high enough");
    }

    @Override
    public void failed(Throwable why) {
      failure.complete(why);
    }

    List<String> take() {
      var taken = List.copyOf(heard);
      heard.clear();
      return taken;
    }
  }

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

  @BeforeEach
  void open() throws Exception {
    setup = LedgerSetup.in(directory.resolve("node"));
    Files.createDirectories(setup.blocksDirectory());
    reopen(setup);
  }

  private void reopen(LedgerSetup changed) {
    if (ledger != null) {
      ledger.close();
    }
    setup = changed;
    ledger = Ledger.open(changed.config(), () -> false);
    ledger.listen(events);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
    return future.orTimeout(1, TimeUnit.MINUTES).join();
  }

  private CompletableFuture<BlockAnswer> offer(Block block) {
    return ledger.commands().submitBlock(block, true, true);
  }

  private List<CompletableFuture<BlockAnswer>> offerAll() {
    return TRUNK.stream().map(this::offer).toList();
  }

  private BlockAnswer submit(Block block) {
    return get(offer(block));
  }

  /** Submits blocks that are all good, side by side. */
  private void submit(Collection<Block> blocks) {
    var answers = blocks.stream().map(this::offer).toList();
    answers.forEach(answer -> assertThat(get(answer)).isInstanceOf(Accepted.class));
  }

  private void submitHeaders(Collection<Block> blocks) {
    var answer = get(ledger.commands().submitHeaders(headers(blocks), true));
    assertThat(answer.verdict().isValid()).isTrue();
  }

  private static List<BlockHeader> headers(Collection<Block> blocks) {
    return blocks.stream().map(Block::header).toList();
  }

  private IndexedBlock find(Block block) {
    return Objects.requireNonNull(ledger.index().find(block.hash()));
  }

  private void assertTip(Block block) {
    assertThat(ledger.chain().tip().hash()).isEqualTo(block.hash());
  }

  private CoinsStatistics coins() {
    try (var snapshot = get(ledger.commands().snapshotCoins())) {
      return CoinsStatistics.of(snapshot, Set.of(CoinsStatistics.Hash.SERIALIZED), 1, _ -> true)
          .orElseThrow();
    }
  }

  @Test
  void answersABlockOnceItIsTheTip() {
    for (var block : TRUNK.subList(0, 5)) {
      assertThat(submit(block)).isEqualTo(new Accepted(find(block), true));
      assertTip(block);
      assertThat(find(block).isFullyValid()).isTrue();
    }
  }

  @Test
  void answersBlocksThatWereSubmittedSideBySide() {
    submit(TRUNK);
    assertTip(TRUNK.getLast());
  }

  @Test
  void answersABlockOfAnotherBranchWhenItIsStored() {
    submit(TRUNK.subList(0, 3));
    var other = TREE.mine(TREE.genesis());
    assertThat(submit(other)).isEqualTo(new Accepted(find(other), true));
    assertThat(find(other).hasData()).isTrue();
    assertTip(TRUNK.get(2));
  }

  @Test
  void answersABlockThatCameBeforeTheOneBeforeIt() {
    submitHeaders(TRUNK.subList(0, 3));
    assertThat(submit(TRUNK.get(2))).isInstanceOf(Accepted.class);
    assertThat(submit(TRUNK.get(1))).isInstanceOf(Accepted.class);
    assertTip(TREE.genesis());
    submit(TRUNK.getFirst());
    get(ledger.commands().settle());
    assertTip(TRUNK.get(2));
  }

  @Test
  void saysWhetherABlockIsNew() {
    submit(TRUNK.subList(0, 2));
    assertThat(submit(TRUNK.get(1))).isEqualTo(new Accepted(find(TRUNK.get(1)), false));
  }

  @Test
  void answersABlockWhenThoseThatHaveWaitedForItAreConnectedToo() {
    reopen(setup.maxTipAge(Duration.ofDays(100_000))); // so that it is not synchronising
    submitHeaders(TRUNK);
    for (var block : TRUNK.subList(1, TRUNK.size())) {
      assertThat(submit(block)).isInstanceOf(Accepted.class);
    }
    assertTip(TREE.genesis());
    assertThat(submit(TRUNK.getFirst())).isEqualTo(new Accepted(find(TRUNK.getFirst()), true));
    assertTip(TRUNK.getLast());
  }

  @Test
  void answersEachOfSeveralThatSubmitTheSameBlock() {
    var first = offer(TRUNK.getFirst());
    var second = offer(TRUNK.getFirst());
    assertThat(get(first)).isEqualTo(new Accepted(find(TRUNK.getFirst()), true));
    assertThat(get(second)).isEqualTo(new Accepted(find(TRUNK.getFirst()), false));
  }

  @Test
  void tellsWhyABlockIsRefusedOnceItsTurnHasCome() {
    submit(TRUNK);
    var greedy = TREE.add(TREE.draft(TRUNK.getLast()).coinbaseSats(51_0000_0000L));
    assertThat(submit(greedy))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why().code()).isEqualTo("bad-cb-amount"));
    assertTip(TRUNK.getLast());
    assertThat(find(greedy).isFailed()).isTrue();
  }

  @Test
  void tellsOfABadScriptAndKeepsWhatBuildsOnIt() {
    submit(TRUNK);
    var coin = coinbase(TRUNK.getFirst());
    var locked = spend(coin, new TxOut(new Amount(1), new ScriptBuilder().number(0).build()));
    var good = TREE.mine(TRUNK.getLast(), locked);
    var bad = TREE.mine(good, spend(new OutPoint(locked.txid(), 0), anyone(1)));
    var child = TREE.mine(bad);
    var answers = List.of(offer(good), offer(bad), offer(child));
    assertThat(get(answers.get(0))).isInstanceOf(Accepted.class);
    assertThat(get(answers.get(1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.why().reason())
                    .isEqualTo(Reject.BLOCK_SCRIPT_VERIFY_FLAG_FAILED));
    assertThat(get(answers.get(2))).isNotInstanceOf(Dropped.class);
    assertTip(good);
  }

  @Test
  void doesNotTakeInTheHeaderOfABlockThatIsBadByItself() {
    var draft = TREE.draft(TREE.genesis());
    var mutated = draft.merkleRoot(TRUNK.getFirst().header().merkleRoot()).mine();
    assertThat(submit(mutated))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.why().reason()).isEqualTo(Reject.BAD_TXNMRKLROOT));
    assertThat(ledger.index().find(mutated.hash())).isNull();
  }

  @Test
  void refusesABlockAfterAnUnknownOne() {
    assertThat(submit(TRUNK.get(1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.why().reason()).isEqualTo(Reject.PREV_BLK_NOT_FOUND));
  }

  @Test
  void ignoresBlocksThatNobodyAskedForAndThatHaveTooLittleWork() {
    submit(TRUNK.subList(0, 3));
    var weak = TREE.mine(TREE.genesis());
    assertThat(get(ledger.commands().submitBlock(weak, false, true)))
        .isEqualTo(new Ignored(find(weak)));
    assertThat(find(weak).hasData()).isFalse();
    var strong = TREE.mine(TRUNK.get(1));
    assertThat(get(ledger.commands().submitBlock(strong, false, true)))
        .isInstanceOf(Accepted.class);
    assertThat(find(strong).hasData()).isTrue();
  }

  @Test
  void ignoresBlocksThatNobodyAskedForAndThatAreTooFarAhead() {
    var chain = TREE.mine(TREE.genesis(), 289);
    submitHeaders(chain);
    var commands = ledger.commands();
    assertThat(get(commands.submitBlock(chain.getLast(), false, true))).isInstanceOf(Ignored.class);
    assertThat(get(commands.submitBlock(chain.get(287), false, true))).isInstanceOf(Accepted.class);
    assertThat(get(commands.submitBlock(chain.getLast(), true, true))).isInstanceOf(Accepted.class);
  }

  @Test
  void ignoresBlocksThatNobodyAskedForOnAChainThatIsTooPoor() {
    var regtest = Networks.regtest();
    var facts = regtest.facts().withMinimumChainWork(BigInteger.valueOf(6));
    reopen(setup.network(regtest.with(facts)));
    assertThat(get(ledger.commands().submitBlock(TRUNK.getFirst(), false, true)))
        .isInstanceOf(Ignored.class);
    submit(TRUNK.subList(0, 1));
    assertTip(TRUNK.getFirst());
    assertThat(get(ledger.commands().submitBlock(TRUNK.get(1), false, true)))
        .isInstanceOf(Accepted.class); // six hashes, with the genesis block
  }

  @Test
  void takesInNoHeaderWithoutEnoughWork() {
    var answer = get(ledger.commands().submitHeaders(headers(TRUNK.subList(0, 2)), false));
    assertThat(answer.accepted()).isEmpty();
    assertThat(answer.verdict())
        .isInstanceOfSatisfying(
            Verdict.Invalid.class,
            why -> assertThat(why.reason()).isEqualTo(Reject.TOO_LITTLE_CHAINWORK));
    assertThat(get(ledger.commands().submitBlock(TRUNK.getFirst(), true, false)))
        .isInstanceOf(Refused.class);
    assertThat(ledger.index().size()).isEqualTo(1);
  }

  @Test
  void takesInHeadersUpToTheFirstBadOne() {
    var late = TREE.draft(TRUNK.get(2)).time(TRUNK.getFirst().header().time() - 1).mine();
    var headers = new ArrayList<>(headers(TRUNK.subList(0, 3)));
    headers.add(late.header());
    headers.addAll(headers(TRUNK.subList(3, 5)));
    submitHeaders(TRUNK.subList(0, 1));
    var answer = get(ledger.commands().submitHeaders(headers, true));
    assertThat(answer.accepted()).extracting(IndexedBlock::height).containsExactly(1, 2, 3);
    assertThat(answer.newCount()).isEqualTo(2);
    assertThat(answer.verdict())
        .isInstanceOfSatisfying(
            Verdict.Invalid.class, why -> assertThat(why.reason()).isEqualTo(Reject.TIME_TOO_OLD));
    assertThat(ledger.index().bestHeader().height()).isEqualTo(3);
    assertThat(events.take()).containsExactly("header 1", "header 3");
  }

  @Test
  void tellsOfEachTipOnceAndOfAReorganisationAtItsEnd() {
    reopen(setup.maxTipAge(Duration.ofDays(100_000))); // so that it is not synchronising
    for (var block : TRUNK.subList(0, 2)) {
      submit(block);
    }
    assertThat(events.take())
        .containsExactly(
            "header 1",
            "stored 1",
            "+1",
            "tip 1 fork 0",
            "header 2",
            "stored 2",
            "+2",
            "tip 2 fork 1");
    var branch = TREE.mine(TREE.genesis(), 3);
    submit(branch);
    assertThat(events.take())
        .containsExactly("header 3", "-2", "-1", "+1", "+2", "+3", "tip 3 fork 0");
  }

  @Test
  void showsListenersAChainThatHasTheBlock() {
    var seen = new ArrayList<Boolean>();
    ledger.listen(
        new LedgerListener() {
          @Override
          public void blockConnected(IndexedBlock block, Block contents) {
            seen.add(ledger.chain().tip().equals(block) && contents.hash().equals(block.hash()));
          }

          @Override
          public void blockDisconnected(IndexedBlock block, Block contents) {
            seen.add(ledger.chain().tip().equals(block.previous()));
          }
        });
    submit(TRUNK.subList(0, 2));
    submit(TREE.mine(TREE.genesis(), 3));
    assertThat(seen).hasSize(7).containsOnly(true);
  }

  @Test
  void obeysItsOperator() {
    submit(TRUNK.subList(0, 4));
    var branch = TREE.mine(TRUNK.get(1), 1);
    submit(branch);
    get(ledger.commands().invalidate(find(TRUNK.get(2))));
    assertTip(branch.getFirst());
    get(ledger.commands().reconsider(find(TRUNK.get(3))));
    assertTip(TRUNK.get(3));
    var rival = TREE.mine(TRUNK.get(2));
    submit(rival);
    assertTip(TRUNK.get(3));
    get(ledger.commands().prefer(find(rival)));
    assertTip(rival);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger.commands().invalidate(find(TREE.genesis())));
    assertThatIllegalStateException().isThrownBy(() -> ledger.commands().pruneTo(1));
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
        submitters.forEach(LedgerServiceTest::get);
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
    assertThat(get(ledger.commands().verify(4, 0))).isEmpty();
    assertThat(coins().serialized()).isNotNull().isEqualTo(coins.serialized());
    assertThat(coins.coins()).isEqualTo(TRUNK.size() + 1L);
  }

  private static Transaction payment(int block) {
    return spend(coinbase(TRUNK.get(block)), anyone(1_0000_0000L));
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
  void failsWithWhateverALittleBugMayBe() {
    var bug = new IllegalStateException("some bug");
    ledger.listen(
        new LedgerListener() {
          @Override
          public void blockConnected(IndexedBlock block, Block contents) {
            throw bug;
          }
        });
    var answer = offer(TRUNK.getFirst());
    assertThat(get(events.failure)).isSameAs(bug);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> get(answer))
        .withCauseInstanceOf(LedgerClosedException.class)
        .withRootCauseInstanceOf(IllegalStateException.class);
    assertThat(ledger.chain().tip()).isNotNull();
    ledger.close();
    reopen(setup);
    submit(TRUNK);
  }

  @Test
  void readsBlocksAndWhatTheySpent() throws Exception {
    submit(TRUNK);
    var spending = TREE.mine(TRUNK.getLast(), payment(0));
    submit(spending);
    var block = find(spending);
    assertThat(ledger.blocks().bytes(block)).isEqualTo(spending.serialized());
    assertThat(ledger.blocks().block(block).serialized()).isEqualTo(spending.serialized());
    assertThat(ledger.blocks().spent(block)).containsExactly(List.of(coinOf(0)));
    assertThat(ledger.blocks().spent(find(TREE.genesis()))).isEmpty();
    assertThat(ledger.blocks().bytes(find(TREE.genesis()))).isEqualTo(TREE.genesis().serialized());
    assertThat(ledger.state().blockFilesBytes()).isGreaterThan(spending.totalSize());
  }

  /** The coin that a coinbase made, as it was before it was spent. */
  private static Coin coinOf(int index) {
    var output = TRUNK.get(index).transactions().getFirst().outputs().getFirst();
    return new Coin(output, index + 1, true);
  }

  @Test
  void saysWhyABlockCannotBeRead() throws Exception {
    submitHeaders(TRUNK);
    assertUnreadable(TRUNK.getFirst(), Reason.NOT_STORED);
    submit(TRUNK.subList(0, 2));
    var other = TREE.mine(TREE.genesis());
    submit(other);
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().spent(find(other)))
        .matches(e -> e.reason() == Reason.NOT_STORED);
    var file = setup.blocksDirectory().resolve("blk00000.dat");
    Files.move(file, directory.resolve("moved"));
    assertUnreadable(TRUNK.getFirst(), Reason.UNREADABLE);
    Files.move(directory.resolve("moved"), file);
    assertThat(ledger.blocks().block(find(TRUNK.getFirst())).hash())
        .isEqualTo(TRUNK.getFirst().hash());
  }

  private void assertUnreadable(Block block, Reason reason) {
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().bytes(find(block)))
        .matches(e -> e.reason() == reason);
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().block(find(block)))
        .matches(e -> e.reason() == reason);
  }

  @Test
  void prunesWhenItIsAskedTo() {
    reopen(setup.prune(LedgerConfig.PRUNE_ON_REQUEST));
    var chain = new ArrayList<Block>();
    for (int i = 0; i < 400; i++) {
      var draft = TREE.draft(chain.isEmpty() ? TREE.genesis() : chain.getLast());
      chain.add(TREE.add(draft.coinbaseOutputs(anyone(1), data(2_000))));
    }
    submit(chain);
    assertThat(ledger.state().isPruned()).isFalse();
    get(ledger.commands().pruneTo(70));
    assertThat(ledger.state().isPruned()).isTrue();
    assertUnreadable(chain.getFirst(), Reason.PRUNED);
    assertThat(find(chain.get(71)).hasData()).isTrue();
    get(ledger.commands().pruneTo(390));
    assertThat(find(chain.get(399 - 288)).hasData()).isTrue();
    submit(TREE.mine(chain.getLast(), 2));
  }

  @Test
  void looksUpCoinsAfterTheTip() {
    submit(TRUNK);
    submit(TREE.mine(TRUNK.getLast(), payment(0)));
    var there = coinbase(TRUNK.get(1));
    var spent = coinbase(TRUNK.getFirst());
    var never = new OutPoint(new Txid(1, 2, 3, 4), 0);
    assertThat(get(ledger.commands().coins(List.of(there, spent, never))))
        .containsOnlyKeys(there)
        .containsEntry(there, coinOf(1));
  }

  @Test
  void keepsSnapshotsAsTheyWere() {
    submit(TRUNK);
    try (var snapshot = get(ledger.commands().snapshotCoins())) {
      submit(TREE.mine(TRUNK.getLast(), payment(0)));
      get(ledger.commands().flush());
      assertThat(snapshot.get(coinbase(TRUNK.getFirst()))).isNotNull();
      assertThat(Objects.requireNonNull(snapshot.bestBlock()).height()).isEqualTo(TRUNK.size());
      var closing = new AtomicReference<@Nullable CompletableFuture<Void>>();
      assertThatExceptionOfType(LedgerClosedException.class)
          .isThrownBy(() -> {
            while (true) {
              assertThat(snapshot.forEach((_, _) -> true)).isTrue();
              if (closing.get() == null) {
                closing.set(CompletableFuture.runAsync(ledger::close));
              }
            }
          });
      get(Objects.requireNonNull(closing.get()));
      assertThatExceptionOfType(LedgerClosedException.class)
          .isThrownBy(() -> snapshot.get(coinbase(TRUNK.getFirst())));
    }
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

  @Test
  void goesOnWithAReindexThatWasBegun() {
    submit(TRUNK);
    reopen(setup.rebuild(LedgerConfig.Rebuild.EVERYTHING));
    assertThat(ledger.state().isReindexing()).isTrue();
    reopen(setup.rebuild(LedgerConfig.Rebuild.NOTHING));
    assertThat(ledger.state().isReindexing()).isTrue();
    var results = get(ledger.commands().importBlocks(List.of(), ImportProgress.NONE));
    assertThat(results).extracting(result -> result.source()).containsExactly("the block files");
    assertThat(ledger.state().isReindexing()).isFalse();
    assertTip(TRUNK.getLast());
  }

  @Test
  void saysThatTheHeightToStopAtIsReached() {
    reopen(setup.stopAtHeight(7));
    var _ = offerAll();
    get(ledger.commands().settle());
    assertThat(ledger.chain().height()).isEqualTo(7);
    assertThat(events.take()).contains("+7", "high enough").doesNotContain("+8");
  }

  @Test
  void leavesTheFirstSynchronisationOnceAndForAll() {
    var time = Instant.ofEpochSecond(TRUNK.get(9).header().time());
    reopen(setup.now(time).maxTipAge(Duration.ofMinutes(35)));
    submit(TRUNK.subList(0, 6));
    assertThat(ledger.state().isInitialBlockDownload()).isTrue(); // four blocks, forty minutes
    submit(TRUNK.get(6));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
    get(ledger.commands().invalidate(find(TRUNK.getFirst())));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
    reopen(setup);
    assertThat(ledger.state().isInitialBlockDownload()).isTrue();
  }

  @Test
  void staysInTheFirstSynchronisationOnAPoorChain() {
    var regtest = Networks.regtest();
    var facts = regtest.facts().withMinimumChainWork(BigInteger.valueOf(20));
    reopen(setup.network(regtest.with(facts)).maxTipAge(Duration.ofDays(100_000)));
    submit(TRUNK.subList(0, 8));
    assertThat(ledger.state().isInitialBlockDownload()).isTrue();
    submit(TRUNK.get(8));
    assertThat(ledger.state().isInitialBlockDownload()).isFalse();
  }

  @Test
  void reckonsHowFarItIs() {
    reopen(setup.now(Instant.ofEpochSecond(TRUNK.get(9).header().time())));
    submitHeaders(TRUNK.subList(0, 20));
    submit(TRUNK.subList(0, 10));
    // Nothing is known of regtest's transactions, but that there are some every 1,000 seconds.
    assertThat(ledger.state().verificationProgress(find(TRUNK.get(19)))).isZero();
    double now = ledger.state().verificationProgress(find(TRUNK.get(9)));
    assertThat(now).isBetween(0.5, 1.0);
    assertThat(ledger.state().verificationProgress(find(TREE.genesis()))).isLessThan(now);
  }

  @Test
  void warnsOfAnInvalidChainThatIsMuchLonger() {
    submit(TRUNK.subList(0, 10));
    assertThat(ledger.state().warnings()).isEmpty();
    get(ledger.commands().invalidate(find(TRUNK.get(2))));
    assertThat(ledger.state().warnings())
        .singleElement()
        .asString()
        .startsWith("Warning: Found invalid chain more than 6 blocks longer");
    get(ledger.commands().reconsider(find(TRUNK.get(2))));
    assertThat(ledger.state().warnings()).isEmpty();
  }

  @Test
  void findsWhereAnotherNodesChainParts() {
    submit(TRUNK);
    var other = TREE.mine(TRUNK.get(49), 3);
    submitHeaders(other);
    var locator = find(other.getLast()).locator();
    assertThat(ledger.index().fork(locator, ledger.chain())).isSameAs(find(TRUNK.get(49)));
  }

  @Test
  void tellsDamageWhenAskedToVerify() throws Exception {
    submit(TRUNK);
    assertThat(get(ledger.commands().verify(3, 6))).isEmpty();
    var file = setup.blocksDirectory().resolve("rev00000.dat");
    var bytes = Files.readAllBytes(file);
    Files.write(file, new byte[bytes.length]);
    assertThat(get(ledger.commands().verify(3, 6)).orElseThrow())
        .startsWith("Corrupted block database detected");
    Files.write(file, bytes);
  }
}
