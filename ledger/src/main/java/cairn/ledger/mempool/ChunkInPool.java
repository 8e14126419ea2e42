package cairn.ledger.mempool;

import cairn.ledger.cluster.Chunk;
import cairn.ledger.cluster.FeeSize;
import java.util.List;

/**
 * A chunk, among those of all clusters. The best to mine is the least; no chunk comes before one of
 * its own cluster that it needs.
 *
 * @param index in its cluster
 * @param feeSize what it brings
 * @param first the entry of its cluster that is mined first
 */
record ChunkInPool(Cluster cluster, int index, FeeSize feeSize, Entry first)
    implements Comparable<ChunkInPool> {
  ChunkInPool(Cluster cluster, int index) {
    this(
        cluster,
        index,
        cluster.chunks().get(index).feeSize(),
        cluster.entry(cluster.order().node(0)));
  }

  @Override
  public int compareTo(ChunkInPool other) {
    int byRate = other.feeSize.compareRate(feeSize);
    if (byRate != 0) {
      return byRate;
    }
    int byTxid = Cluster.BY_TXID.compare(first, other.first);
    return byTxid != 0 ? byTxid : Integer.compare(index, other.index);
  }

  Chunk chunk() {
    return cluster.chunks().get(index);
  }

  /** In the order in which they are mined. */
  List<Entry> entries() {
    return cluster.entries(chunk().nodes());
  }
}
