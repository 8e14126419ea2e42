package cairn.ledger;

import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked of the chain thread, by any thread and without waiting. Commands are begun in the
 * order in which they were given.
 *
 * <p>Answers come as futures, which the chain thread completes: what hangs on one must not wait, or
 * go to a thread of its own ({@code thenAcceptAsync}). A future fails with {@link
 * LedgerClosedException} if the ledger was closed first.
 */
public interface LedgerCommands {
  /**
   * Takes in headers, each of which builds on a known one or on the one before it.
   *
   * @param workIsEnough whether their branch is known to be worth keeping; where it is not, a
   *     header that is not known yet is refused
   */
  CompletableFuture<HeadersAnswer> submitHeaders(List<BlockHeader> headers, boolean workIsEnough);

  /**
   * Takes in a block, and its header. The answer comes once its fate is known: it is connected and
   * all its checks have passed, or it is stored and not on the best branch, or it is refused. Until
   * then others can be submitted, and should be, as blocks are prepared and checked side by side.
   *
   * @param requested whether this node has asked for it, or its operator hands it over; otherwise
   *     it is stored only if it may soon be part of the best chain (Core's AcceptBlock)
   * @param workIsEnough as for {@link #submitHeaders}
   */
  CompletableFuture<BlockAnswer> submitBlock(Block block, boolean requested, boolean workIsEnough);

  /** Whether a block that is submitted now would not be {@link BlockAnswer.Dropped}. */
  boolean hasRoom();

  /**
   * Marks a block as invalid, and with it all that build on it, and goes over to the best of the
   * others.
   *
   * @throws IllegalArgumentException for the genesis block
   */
  CompletableFuture<Void> invalidate(IndexedBlock block);

  /** Takes back that a block is invalid, and that those before it and after it are. */
  CompletableFuture<Void> reconsider(IndexedBlock block);

  /** Prefers a block to others with as much work, as if it had come first. */
  CompletableFuture<Void> prefer(IndexedBlock block);

  /**
   * Deletes the block files all of whose blocks are at {@code height} or below, but for the last
   * 288 blocks of the chain.
   *
   * @throws IllegalStateException if the ledger is not one that {@link LedgerConfig#prunes()}
   */
  CompletableFuture<Void> pruneTo(int height);

  /** Stores everything, so that a crash costs nothing of what is there now. */
  CompletableFuture<Void> flush();

  /**
   * Whether a block without proof of work would be valid on top of the tip (Core's
   * TestBlockValidity). Nothing of it is kept.
   *
   * @param merkleRoot whether the header must commit to the transactions
   * @return empty if it does not build on the tip
   */
  CompletableFuture<Optional<Verdict>> check(Block template, boolean merkleRoot);

  /**
   * Offers a transaction to the mempool. As with all that follows about the mempool, the answer
   * comes once the best branch is settled, and blocks that come meanwhile go first; it fails with
   * {@link java.util.concurrent.RejectedExecutionException} where too much is waiting already.
   */
  CompletableFuture<MempoolAnswer> offer(Transaction transaction);

  /**
   * Offers a transaction that the operator hands over: then some peer is to know of it.
   *
   * @param maxRate above which it is not taken
   */
  CompletableFuture<BroadcastAnswer> broadcast(Transaction transaction, Optional<FeeRate> maxRate);

  /** Says what would become of a transaction that is handed over so, and changes nothing. */
  CompletableFuture<BroadcastAnswer> testBroadcast(
      Transaction transaction, Optional<FeeRate> maxRate);

  /**
   * Offers a transaction as if it had come earlier.
   *
   * @param time when, in seconds since 1970
   */
  CompletableFuture<MempoolAnswer> offer(Transaction transaction, long time);

  /**
   * Offers a child together with its parents, which come before it.
   *
   * @param maxRate above which they are not taken
   */
  CompletableFuture<PackageAnswer> offer(List<Transaction> transactions, Optional<FeeRate> maxRate);

  /**
   * Says what would become of transactions that were offered, and changes nothing. Of several, each
   * comes after those that it spends.
   */
  CompletableFuture<PackageAnswer> test(List<Transaction> transactions);

  /**
   * Adds to the fee of a transaction as the mempool and miners judge it, be it there or not.
   *
   * @param sats to add, or to take where it is below zero
   */
  CompletableFuture<Void> prioritise(Txid txid, long sats);

  /** Does nothing; the answer comes after those to all commands before. */
  CompletableFuture<Void> settle();

  /**
   * Checks the last blocks on disk against the coins, as when the ledger is opened.
   *
   * @param level how thoroughly, 0 to 4
   * @param blocks how many; 0 for all
   * @return whether all is well
   */
  CompletableFuture<Verification> verify(int level, int blocks);

  /** What came of looking at the last blocks. */
  sealed interface Verification {
    /** They are sound and agree with the coins. */
    record Sound() implements Verification {}

    /** Nothing is wrong with those that were checked, but some are pruned, or were too many. */
    record Incomplete() implements Verification {}

    /** Something is wrong; the text says what. */
    record Faulty(String fault) implements Verification {}
  }

  /** The coins at these places after the tip; those that there are not are left out. */
  CompletableFuture<Map<OutPoint, Coin>> coins(List<OutPoint> outpoints);

  /** All coins after the tip, which are stored for that. To be closed soon, on any thread. */
  CompletableFuture<CoinSnapshot> snapshotCoins();

  /**
   * Goes on where the last run ended: rebuilds the index from the block files if that was begun,
   * connects the best branch that is stored, and then takes in the blocks of {@code files}. Other
   * commands are done in between.
   *
   * @return what became of each file, in order; before them, if the index was rebuilt, what became
   *     of the node's own
   */
  CompletableFuture<List<ImportResult>> importBlocks(List<Path> files, ImportProgress progress);
}
