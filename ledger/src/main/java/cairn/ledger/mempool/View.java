package cairn.ledger.mempool;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolView;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Shows the pool to others. */
record View(Pool pool) implements MempoolView {
  /** An entry, by where it is mined: that is looked up once, however often it is compared. */
  private record Placed(Entry entry, ChunkInPool chunk, int position)
      implements Comparable<Placed> {
    static Placed of(Entry entry) {
      var cluster = entry.cluster();
      var chunk = new ChunkInPool(cluster, cluster.chunkOf(entry));
      return new Placed(entry, chunk, cluster.position(entry));
    }

    @Override
    public int compareTo(Placed other) {
      int byChunk = chunk.compareTo(other.chunk);
      return byChunk != 0 ? byChunk : Integer.compare(position, other.position);
    }
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
    var found = new ArrayList<Placed>(some.size());
    for (var wtxid : some) {
      var entry = pool.find(wtxid);
      if (entry != null) {
        found.add(Placed.of(entry));
      }
    }
    Collections.sort(found);
    return found.stream().map(Placed::entry).toList();
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
