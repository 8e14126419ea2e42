package cairn.ledger;

import cairn.primitives.Wtxid;
import java.util.Collection;
import java.util.List;

/** The mempool at one moment. Only to be used within {@link Mempool#reading}. */
public interface MempoolView {
  /** All, in no particular order. */
  Collection<? extends MempoolEntry> all();

  /** All, in the order in which they are best mined. */
  List<? extends MempoolEntry> inMiningOrder();

  /** Those of {@code some} that are there, each as often as it is named, in that order. */
  List<? extends MempoolEntry> inMiningOrder(Collection<Wtxid> some);

  /** Those whose outputs an entry spends. */
  List<? extends MempoolEntry> parents(MempoolEntry entry);

  /** Those that spend outputs of an entry. */
  List<? extends MempoolEntry> children(MempoolEntry entry);

  /** The entry and all that it needs, in an order in which they can be mined. */
  List<? extends MempoolEntry> ancestors(MempoolEntry entry);

  /** The entry and all that need it, in an order in which they can be mined. */
  List<? extends MempoolEntry> descendants(MempoolEntry entry);

  /** The chunks of the cluster that an entry is in, the best to mine first. */
  List<Chunk> cluster(MempoolEntry entry);

  /** The chunk that an entry is mined in. */
  Chunk chunk(MempoolEntry entry);

  /** All chunks, the best to mine first. */
  List<Chunk> chunks();

  /**
   * Transactions that are best mined together.
   *
   * @param entries in the order in which they are mined
   * @param feeSats what all of them pay, with what the operator has added
   * @param weight of all of them, in weight units, with what many signature operations add
   */
  record Chunk(List<? extends MempoolEntry> entries, long feeSats, long weight) {}
}
