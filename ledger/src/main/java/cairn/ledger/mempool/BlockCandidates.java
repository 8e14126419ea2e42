package cairn.ledger.mempool;

import cairn.ledger.cluster.FeeSize;
import cairn.ledger.mining.Candidate;
import cairn.ledger.mining.Candidates;
import cairn.ledger.rules.LockTime;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Fills blocks with what pays best (Core's BlockAssembler::addChunks). Thread-safe. */
final class BlockCandidates implements Candidates {
  /** After so many that do not fit, a block that is nearly full is full enough. */
  private static final int MAX_FAILURES = 1000;

  private static final int NEARLY = 4000;

  private final Pool pool;

  BlockCandidates(Pool pool) {
    this.pool = pool;
  }

  @Override
  public List<Candidate> choose(Room room) {
    return pool.reading(() -> pool.follows(room.previous()) ? new Choice(room).make() : List.of());
  }

  @Override
  public long changes() {
    return pool.changes();
  }

  /** One block being filled. */
  private final class Choice {
    private final Room room;
    private final List<Candidate> chosen = new ArrayList<>();

    /** Of which a chunk did not fit, so that nothing that comes after it can be mined. */
    private final Set<Cluster> left = new LinkedHashSet<>();

    private long weight;
    private long sigOpCost;

    Choice(Room room) {
      this.room = room;
    }

    List<Candidate> make() {
      int failures = 0;
      for (var chunk : pool.chunks()) {
        if (!pays(chunk.feeSize()) || (failures > MAX_FAILURES && isNearlyFull())) {
          break;
        }
        if (left.contains(chunk.cluster())) {
          continue;
        }
        if (fits(chunk)) {
          add(chunk);
          failures = 0;
        } else {
          left.add(chunk.cluster());
          failures++;
        }
      }
      return chosen;
    }

    private boolean pays(FeeSize paid) {
      long virtualSize = Math.ceilDiv(paid.size(), Transaction.WITNESS_SCALE_FACTOR);
      var rate = new FeeRate(paid.fee(), virtualSize);
      return rate.compareTo(room.minimumFee()) >= 0;
    }

    private boolean isNearlyFull() {
      return weight + NEARLY > room.weight();
    }

    private boolean fits(ChunkInPool chunk) {
      long sigOps = chunk.entries().stream().mapToLong(Entry::sigOpCost).sum();
      return weight + chunk.feeSize().size() < room.weight()
          && sigOpCost + sigOps < room.sigOpCost()
          && chunk.entries().stream()
              .allMatch(entry ->
                  LockTime.hasPassed(entry.transaction(), room.height(), room.lockTimeCutoff()));
    }

    private void add(ChunkInPool chunk) {
      for (var entry : chunk.entries()) {
        chosen.add(new Candidate(entry.transaction(), entry.feeSats(), entry.sigOpCost()));
        weight += entry.transaction().weight();
        sigOpCost += entry.sigOpCost();
      }
    }
  }
}
