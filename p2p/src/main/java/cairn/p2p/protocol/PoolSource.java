package cairn.p2p.protocol;

import cairn.p2p.TransactionPool;
import cairn.p2p.compact.TransactionSource;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The transactions that are not in a block yet, as compact blocks are filled with them. */
record PoolSource(TransactionPool pool, RandomGenerator random) implements TransactionSource {
  @Override
  public void scan(Predicate<Wtxid> visitor) {
    var entries = new ArrayList<>(pool.entries());
    Collections.shuffle(entries, random);
    for (var entry : entries) {
      if (!visitor.test(entry.transaction().wtxid())) {
        return;
      }
    }
  }

  @Override
  public Optional<Transaction> find(Wtxid wtxid) {
    return Optional.ofNullable(pool.find(wtxid)).map(TransactionPool.Entry::transaction);
  }
}
