package cairn.ledger.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Nodes to be mined together, because the last of them pay for the first.
 *
 * @param nodes as a set; the linearization that the chunk is from has their order
 */
public record Chunk(long nodes, FeeSize feeSize) {
  /**
   * Cuts a linearization where the rate falls or stays. The chunks are in its order, none pays more
   * than the one before, and of all ways to cut it these give the highest diagram.
   */
  public static List<Chunk> of(DependencyGraph graph, Linearization linearization) {
    var chunks = new ArrayList<Chunk>();
    for (int i = 0; i < linearization.length(); i++) {
      int node = linearization.node(i);
      var last = new Chunk(Bits.of(node), graph.feeSize(node));
      while (!chunks.isEmpty() && last.feeSize.paysMoreThan(chunks.getLast().feeSize)) {
        last = last.plus(chunks.removeLast());
      }
      chunks.add(last);
    }
    return chunks;
  }

  private Chunk plus(Chunk other) {
    return new Chunk(nodes | other.nodes, feeSize.plus(other.feeSize));
  }
}
