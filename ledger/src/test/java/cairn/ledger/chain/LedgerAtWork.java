package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BlockAnswer;
import cairn.ledger.BlockAnswer.Accepted;
import cairn.ledger.BlockTree;
import cairn.ledger.BlockUnavailableException;
import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger at work in a directory of its own, a chain for it, and what tests do to it. */
@Timeout(120)
abstract class LedgerAtWork {
  static final BlockTree TREE = BlockTree.regtest();
  static final List<Block> TRUNK = TREE.mine(TREE.genesis(), 110);

  @TempDir Path directory;
  final Events events = new Events();
  LedgerSetup setup;
  Ledger ledger;

  /** Notes what happens. */
  static final class Events implements LedgerListener {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /** Has a permit for each time that a tip has moved. */
    final Semaphore moves = new Semaphore(0);

    /** Waits for what is so once a tip has moved, the active one or that of a history. */
    void until(BooleanSupplier condition) throws InterruptedException {
      while (!condition.getAsBoolean()) {
        assertThat(moves.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      }
    }

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
      moves.release();
    }

    @Override
    public void historyMoved(IndexedBlock tip) {
      moves.release();
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

  @BeforeEach
  void open() throws Exception {
    setup = LedgerSetup.in(directory.resolve("node"));
    Files.createDirectories(setup.blocksDirectory());
    reopen(setup);
  }

  final void reopen(LedgerSetup changed) {
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

  static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
    return future.orTimeout(1, TimeUnit.MINUTES).join();
  }

  CompletableFuture<BlockAnswer> offer(Block block) {
    return ledger.commands().submitBlock(block, true, true);
  }

  List<CompletableFuture<BlockAnswer>> offerAll() {
    return TRUNK.stream().map(this::offer).toList();
  }

  BlockAnswer submit(Block block) {
    return get(offer(block));
  }

  /** Submits blocks that are all good, side by side. */
  void submit(Collection<Block> blocks) {
    var answers = blocks.stream().map(this::offer).toList();
    answers.forEach(answer -> assertThat(get(answer)).isInstanceOf(Accepted.class));
  }

  void submitHeaders(Collection<Block> blocks) {
    var answer = get(ledger.commands().submitHeaders(headers(blocks), true));
    assertThat(answer.verdict().isValid()).isTrue();
  }

  static List<BlockHeader> headers(Collection<Block> blocks) {
    return blocks.stream().map(Block::header).toList();
  }

  IndexedBlock find(Block block) {
    return Objects.requireNonNull(ledger.index().find(block.hash()));
  }

  void assertTip(Block block) {
    assertThat(ledger.chain().tip().hash()).isEqualTo(block.hash());
  }

  void assertUnreadable(Block block, Reason reason) {
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().bytes(find(block)))
        .matches(e -> e.reason() == reason);
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().block(find(block)))
        .matches(e -> e.reason() == reason);
  }

  static Transaction payment(int block) {
    return spend(coinbase(TRUNK.get(block)), anyone(1_0000_0000L));
  }
}
