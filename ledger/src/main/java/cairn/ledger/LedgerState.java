package cairn.ledger;

import cairn.ledger.rules.VersionBits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How the ledger is doing. For any thread, without waiting. */
public interface LedgerState {
  /**
   * Whether the chain is still far behind: its tip is old, or has less work than the network is
   * known to have. Once it is not, it never is again until the next start.
   */
  boolean isInitialBlockDownload();

  /** Whether blocks are being taken in from files. */
  boolean isImporting();

  /** Whether the index is being rebuilt from the block files. */
  boolean isReindexing();

  /** Whether old blocks have been deleted at some time. */
  boolean isPruned();

  /**
   * About how much of all transactions there are is in the chain up to {@code block}, 0 to 1
   * (Core's GuessVerificationProgress).
   */
  double verificationProgress(IndexedBlock block);

  /** What the operator should know of, each in a sentence; most often nothing. */
  List<String> warnings();

  /** How far miners' signals have brought changes of the rules, on any branch. */
  VersionBits versionBits();

  /** How many bytes of the files of blocks, and of what they spent, are used. */
  long blockFilesBytes();

  CoinsInMemory coinsInMemory();

  /**
   * How long was spent in each stage of taking blocks in since the start, all threads together, by
   * the stage's name in small letters.
   */
  Map<String, Duration> stageTimes();
}
