package cairn.ledger.mempool;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolView;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Shows the pool to others. */
record View(Pool pool) implements MempoolView {
  private static final Comparator<Entry> MINING_ORDER =
      Comparator.comparing(View::chunkInPool, ChunkInPool.BEST_FIRST)
          .thenComparingInt(entry -> entry.cluster().position(entry));

  private static ChunkInPool chunkInPool(Entry entry) {
    var cluster = entry.cluster();
    return new ChunkInPool(cluster, cluster.chunkOf(entry));
  }

  @Override
  public Collection<Entry> all() {
    return pool.all();
  }

  @Override
  public List<Entry> inMiningOrder() {
    var all = new ArrayList<Entry>(pool.count());
    pool.chunks().forEach(chunk -> all.addAll(chunk.entries()));
    return all;
  }

  @Override
  public List<Entry> inMiningOrder(Collection<Wtxid> some) {
    var found = new ArrayList<Entry>(some.size());
    for (var wtxid : some) {
      var entry = pool.find(wtxid);
      if (entry != null) {
        found.add(entry);
      }
    }
    found.sort(MINING_ORDER);
    return found;
  }

  @Override
  public List<Entry> parents(MempoolEntry entry) {
    return pool.parents(entry.transaction());
  }

  @Override
  public List<Entry> children(MempoolEntry entry) {
    return pool.children(entry.transaction());
  }

  @Override
  public List<Entry> ancestors(MempoolEntry entry) {
    return pool.withAncestors((Entry) entry);
  }

  @Override
  public List<Entry> descendants(MempoolEntry entry) {
    return List.copyOf(pool.withDescendants(List.of((Entry) entry)));
  }

  @Override
  public List<Chunk> cluster(MempoolEntry entry) {
    var cluster = ((Entry) entry).cluster();
    return cluster.chunks().stream().map(chunk -> chunk(cluster, chunk)).toList();
  }

  @Override
  public Chunk chunk(MempoolEntry entry) {
    var cluster = ((Entry) entry).cluster();
    return chunk(cluster, cluster.chunks().get(cluster.chunkOf((Entry) entry)));
  }

  @Override
  public List<Chunk> chunks() {
    return pool.chunks().stream().map(each -> chunk(each.cluster(), each.chunk())).toList();
  }

  private static Chunk chunk(Cluster cluster, cairn.ledger.cluster.Chunk chunk) {
    return new Chunk(cluster.entries(chunk.nodes()), chunk.feeSize().fee(), chunk.feeSize().size());
  }
}
