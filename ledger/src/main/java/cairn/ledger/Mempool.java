package cairn.ledger;

import cairn.ledger.mining.Candidates;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that are not in a block yet, as anyone may look at them at any time. What
 * changes them is among the {@link LedgerCommands}.
 */
public interface Mempool {
  /** Null if it is not there. */
  @Nullable MempoolEntry find(Txid txid);

  /** Null if it is not there. */
  @Nullable MempoolEntry find(Wtxid wtxid);

  /** What spends an output; null if nothing here does. */
  @Nullable MempoolEntry spender(OutPoint output);

  /** The number of the next coming or going. */
  long nextSequence();

  /** What the operator has added to the fees of transactions, here or not, in satoshis. */
  Map<Txid, Long> prioritisations();

  /** Those that were made here, and that no peer is known to have fetched, at any time. */
  Set<Txid> unbroadcast();

  /** A transaction was made here: if it is in the mempool, some peer has yet to fetch it. */
  void broadcast(Txid txid);

  /** A peer has fetched a transaction. */
  void fetched(Txid txid);

  /** Whether what the last run has stored is here again, as far as that is wanted and possible. */
  boolean isLoaded();

  /** Says that {@link #isLoaded}. */
  void markLoaded();

  /** What new blocks are filled with. */
  Candidates candidates();

  /** Looks at several things as of one moment. Has to be short: changes wait for it. */
  <T extends @Nullable Object> T reading(Function<MempoolView, T> look);

  /** How much there is. */
  Summary summary();

  /**
   * How much there is.
   *
   * @param virtualBytes of all transactions
   * @param memoryBytes that they take, about
   * @param feeSats what they leave to miners
   * @param minimumFee what transactions have to pay to come in, by the room there is; the least
   *     that is relayed is not looked at
   * @param optimal whether it is known that no order to mine them in is better than theirs
   */
  record Summary(
      int count,
      long virtualBytes,
      long memoryBytes,
      long feeSats,
      FeeRate minimumFee,
      boolean optimal) {}
}
