package cairn.ledger.mempool;

import cairn.ledger.cluster.Chunk;
import cairn.ledger.cluster.FeeSize;
import java.util.Comparator;
import java.util.List;

/**
 * A chunk, among those of all clusters.
 *
 * @param index in its cluster
 * @param first the entry of its cluster that is mined first
 */
record ChunkInPool(Cluster cluster, int index, Entry first) {
  /** The best to mine first; no chunk comes before one of its own cluster that it needs. */
  static final Comparator<ChunkInPool> BEST_FIRST =
      Comparator.comparing(ChunkInPool::feeSize, FeeSize.BY_RATE.reversed())
          .thenComparing(ChunkInPool::first, Cluster.BY_TXID)
          .thenComparingInt(ChunkInPool::index);

  ChunkInPool(Cluster cluster, int index) {
    this(cluster, index, cluster.entry(cluster.order().node(0)));
  }

  Chunk chunk() {
    return cluster.chunks().get(index);
  }

  FeeSize feeSize() {
    return chunk().feeSize();
  }

  /** In the order in which they are mined. */
  List<Entry> entries() {
    return cluster.entries(chunk().nodes());
  }
}
