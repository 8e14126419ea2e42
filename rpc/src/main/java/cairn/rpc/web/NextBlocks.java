package cairn.rpc.web;

import cairn.ledger.MempoolView.Chunk;
import cairn.ledger.mining.BlockOptions;
import cairn.primitives.Amount;
import cairn.primitives.Transaction;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks that the mempool would make, if nothing more came: its chunks in their order, each
 * block as full as this node would make it. Where a chunk does not fit any more the next block
 * begins, so the last few transactions of a real one may be others. Not thread-safe.
 */
final class NextBlocks {
  private static final int MOST = 5;

  private final long room;
  private final BlockOptions options;
  private final List<Filling> blocks = new ArrayList<>();

  /** Of what comes after those blocks, or is not mined here as it pays too little. */
  private long restCount;

  private long restWeight;

  /** A block in the making. */
  private static final class Filling {
    private long count;
    private long weight;
    private long feeSats;
    private final List<Part> parts = new ArrayList<>();

    /** Up to which weight the fee rate is at least so much. */
    private record Part(double rate, long weight) {}

    void add(Chunk chunk) {
      count += chunk.entries().size();
      weight += chunk.weight();
      feeSats += chunk.feeSats();
      parts.add(new Part(FeeBands.rate(chunk), weight));
    }

    private double median() {
      return parts.stream()
          .filter(part -> part.weight() * 2 >= weight)
          .findFirst()
          .orElseThrow()
          .rate();
    }

    Json json() {
      return Json.object()
          .put("count", count)
          .put("weight", weight)
          .put("fee", new Amount(feeSats))
          .put("maxfeerate", parts.getFirst().rate())
          .put("medianfeerate", median())
          .put("minfeerate", parts.getLast().rate())
          .build();
    }
  }

  NextBlocks(BlockOptions options) {
    this.options = options;
    this.room = (long) options.maxWeight() - options.reservedWeight();
  }

  /** Takes the next best chunk. */
  void add(Chunk chunk) {
    long vsize = Math.ceilDiv(chunk.weight(), Transaction.WITNESS_SCALE_FACTOR);
    if (restCount > 0 || chunk.feeSats() < options.minimumFee().feeFor(vsize) || !place(chunk)) {
      restCount += chunk.entries().size();
      restWeight += chunk.weight();
    }
  }

  private boolean place(Chunk chunk) {
    if (blocks.isEmpty() || blocks.getLast().weight + chunk.weight() > room) {
      if (blocks.size() == MOST) {
        return false;
      }
      blocks.add(new Filling());
    }
    blocks.getLast().add(chunk);
    return true;
  }

  Json.Obj json() {
    return Json.object()
        .put("max_weight", options.maxWeight())
        .put("next", new Json.Arr(blocks.stream().map(Filling::json).toList()))
        .put(
            "rest",
            Json.object()
                .put("count", restCount)
                .put("weight", restWeight)
                .put("blocks", Math.ceilDiv(restWeight, Math.max(1, room)))
                .build())
        .build();
  }
}
