package cairn.ledger.chain;

import cairn.ledger.BlockAnswer;
import cairn.ledger.BroadcastAnswer;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.HeadersAnswer;
import cairn.ledger.ImportProgress;
import cairn.ledger.ImportResult;
import cairn.ledger.IndexedBlock;
import cairn.ledger.LedgerCommands;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.PackageAnswer;
import cairn.ledger.StorageException;
import cairn.ledger.chain.BlockIntake.Submission;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Puts commands into words that the chain thread understands. Thread-safe. */
final class Commands implements LedgerCommands {
  private final ChainThread thread;
  private final ChainThread.Parts parts;
  private final Chainstate chainstate;

  Commands(ChainThread thread, ChainThread.Parts parts) {
    this.thread = thread;
    this.parts = parts;
    this.chainstate = parts.ledger().chainstate();
  }

  @Override
  public CompletableFuture<HeadersAnswer> submitHeaders(
      List<BlockHeader> headers, boolean workIsEnough) {
    var copy = List.copyOf(headers);
    return thread.submit(answer -> answer.complete(accept(copy, workIsEnough)));
  }

  private HeadersAnswer accept(List<BlockHeader> headers, boolean workIsEnough) {
    var accepted = new ArrayList<IndexedBlock>(headers.size());
    int newCount = 0;
    Verdict verdict = Verdict.Valid.OK;
    for (var header : headers) {
      switch (chainstate.acceptHeader(header, header.hash(), workIsEnough)) {
        case Acceptance.Accepted(var entry, var isNew) -> {
          accepted.add(entry);
          newCount += isNew ? 1 : 0;
        }
        case Acceptance.Refused(var why) -> verdict = why;
      }
      if (!verdict.isValid()) {
        break;
      }
    }
    parts.announcer().header(chainstate.headers().bestHeader());
    return new HeadersAnswer(accepted, newCount, verdict);
  }

  @Override
  public CompletableFuture<BlockAnswer> submitBlock(
      Block block, boolean requested, boolean workIsEnough) {
    var intake = parts.intake();
    int size = block.totalSize() + BlockIntake.OVERHEAD;
    if (!intake.reserve(size)) {
      return CompletableFuture.completedFuture(new BlockAnswer.Dropped());
    }
    var promise =
        thread.<BlockAnswer>submit(
            answer -> intake.add(new Submission(block, requested, workIsEnough, answer)));
    var _ = promise.whenComplete((_, _) -> intake.release(size));
    return promise;
  }

  @Override
  public boolean hasRoom() {
    return parts.intake().hasRoom();
  }

  @Override
  public CompletableFuture<Void> invalidate(IndexedBlock block) {
    if (block.height() == 0) {
      throw new IllegalArgumentException("every chain has the genesis block");
    }
    return thread.submit(answer -> {
      if (chainstate.isTrusted(entry(block))) {
        answer.completeExceptionally(
            new RejectedExecutionException(
                "Blocks up to that of the snapshot cannot be left before it is validated"));
        return;
      }
      chainstate.invalidate(entry(block));
      parts.work().whenSettled(0, () -> answer.complete(null));
    });
  }

  @Override
  public CompletableFuture<Void> reconsider(IndexedBlock block) {
    return change(() -> chainstate.reconsider(entry(block)));
  }

  @Override
  public CompletableFuture<Void> prefer(IndexedBlock block) {
    return change(() -> chainstate.precious(entry(block)));
  }

  private static HeaderEntry entry(IndexedBlock block) {
    return (HeaderEntry) block;
  }

  /** A change after which another branch may be the best. */
  private CompletableFuture<Void> change(Runnable change) {
    return thread.submit(answer -> {
      change.run();
      parts.work().whenSettled(0, () -> answer.complete(null));
    });
  }

  @Override
  public CompletableFuture<Void> pruneTo(int height) {
    if (!parts.ledger().config().prunes()) {
      throw new IllegalStateException("this ledger keeps all blocks");
    }
    return thread.submit(answer -> {
      chainstate.pruneTo(height);
      answer.complete(null);
    });
  }

  @Override
  public CompletableFuture<Void> flush() {
    return thread.submit(answer -> {
      chainstate.flush();
      answer.complete(null);
    });
  }

  @Override
  public CompletableFuture<Void> settle() {
    return thread.submit(
        answer -> parts.work().whenSettled(parts.intake().added(), () -> answer.complete(null)));
  }

  @Override
  public CompletableFuture<Verification> verify(int level, int blocks) {
    return thread.submit(answer -> answer.complete(verifyNow(level, blocks)));
  }

  private Verification verifyNow(int level, int blocks) {
    chainstate.flush();
    try {
      return parts.ledger().verify(blocks, level, chainstate::isStopping)
          ? new Verification.Sound()
          : new Verification.Incomplete();
    } catch (StorageException e) {
      return new Verification.Faulty(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public CompletableFuture<Optional<Verdict>> check(Block template, boolean merkleRoot) {
    return look(() -> chainstate.check(template, merkleRoot));
  }

  @Override
  public CompletableFuture<MempoolAnswer> offer(Transaction transaction) {
    return question(List.of(transaction), () -> parts.mempool().offer(transaction));
  }

  @Override
  public CompletableFuture<BroadcastAnswer> broadcast(
      Transaction transaction, Optional<FeeRate> maxRate) {
    return question(
        List.of(transaction), () -> parts.mempool().broadcast(transaction, maxRate.orElse(null)));
  }

  @Override
  public CompletableFuture<BroadcastAnswer> testBroadcast(
      Transaction transaction, Optional<FeeRate> maxRate) {
    return question(
        List.of(transaction),
        () -> parts.mempool().testBroadcast(transaction, maxRate.orElse(null)));
  }

  @Override
  public CompletableFuture<MempoolAnswer> offer(Transaction transaction, long time) {
    return question(List.of(transaction), () -> parts.mempool().offer(transaction, time));
  }

  @Override
  public CompletableFuture<PackageAnswer> offer(
      List<Transaction> transactions, Optional<FeeRate> maxRate) {
    var copy = List.copyOf(transactions);
    return question(copy, () -> parts.mempool().offer(copy, maxRate.orElse(null)));
  }

  @Override
  public CompletableFuture<PackageAnswer> test(List<Transaction> transactions) {
    var copy = List.copyOf(transactions);
    return question(copy, () -> parts.mempool().test(copy));
  }

  @Override
  public CompletableFuture<Void> prioritise(Txid txid, long sats) {
    return thread.submit(answer -> {
      parts.mempool().prioritise(txid, sats);
      answer.complete(null);
    });
  }

  /** What the mempool has to answer once the chain is settled. */
  private <T> CompletableFuture<T> question(List<Transaction> about, Supplier<T> question) {
    var queue = parts.transactions();
    if (!queue.reserve(about)) {
      return CompletableFuture.failedFuture(
          new RejectedExecutionException("too many transactions are waiting"));
    }
    var promise =
        thread.<T>submit(answer -> queue.add(about, () -> answer.complete(question.get())));
    var _ = promise.whenComplete((_, _) -> queue.release(about));
    return promise;
  }

  @Override
  public CompletableFuture<Map<OutPoint, Coin>> coins(List<OutPoint> outpoints) {
    var copy = List.copyOf(outpoints);
    return look(() -> {
      chainstate.settleAll();
      var found = new HashMap<OutPoint, Coin>();
      for (var outpoint : copy) {
        chainstate.coin(outpoint).ifPresent(coin -> found.put(outpoint, coin));
      }
      return found;
    });
  }

  @Override
  public CompletableFuture<CoinSnapshot> snapshotCoins() {
    return look(() -> {
      chainstate.flush();
      return parts.readers().hold(chainstate.coinStore().snapshot());
    });
  }

  /** Looks at the coins, which are those of the chain that others see, or of a longer one. */
  private <T> CompletableFuture<T> look(Supplier<T> look) {
    return thread.submit(answer -> {
      if (parts.announcer().isReorganising()) {
        parts.work().whenSettled(0, () -> answer.complete(look.get()));
      } else {
        answer.complete(look.get());
      }
    });
  }

  @Override
  public CompletableFuture<List<ImportResult>> importBlocks(
      List<Path> files, ImportProgress progress) {
    var copy = List.copyOf(files);
    return thread.submit(answer -> parts.work().begin(copy, progress, answer::complete));
  }
}
