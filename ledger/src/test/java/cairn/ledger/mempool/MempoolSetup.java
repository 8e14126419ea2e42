package cairn.ledger.mempool;

import cairn.ledger.Coin;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolConfig;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolLimits;
import cairn.ledger.MempoolListener;
import cairn.ledger.policy.PolicyOptions;
import cairn.ledger.script.ScriptExecutionCache;
import cairn.ledger.script.SignatureCache;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A mempool over a chain that does as a test wants, and what it tells. */
final class MempoolSetup implements MempoolListener {
  static final Bytes SALT = Bytes.wrap(new byte[32]);

  final FakeChain chain = new FakeChain();
  final List<String> told = new ArrayList<>();
  final LiveMempool mempool;
  final List<Runnable> others = new ArrayList<>();
  Instant now = Instant.ofEpochSecond(1_800_000_000);

  MempoolSetup() {
    this(PolicyOptions.DEFAULT, MempoolLimits.DEFAULT);
  }

  MempoolSetup(PolicyOptions policy, MempoolLimits limits) {
    mempool =
        new LiveMempool(
            new MempoolConfig(policy, limits, 1 << 20, false, false),
            chain,
            new ScriptExecutionCache(1 << 19, SALT),
            new SignatureCache(1 << 19, SALT),
            others::add,
            () -> now,
            new SplittableRandom(1),
            this);
  }

  MempoolAnswer offer(Transaction transaction) {
    return mempool.offer(transaction);
  }

  /** Has a transaction in the mempool. */
  Transaction accept(Payments payments) {
    var transaction = payments.make();
    if (!(mempool.offer(transaction) instanceof MempoolAnswer.Accepted)) {
      throw new AssertionError(mempool.offer(transaction).toString());
    }
    return transaction;
  }

  boolean has(Transaction transaction) {
    return mempool.find(transaction.wtxid()) != null;
  }

  /** A block with these transactions behind a coinbase. */
  static Block block(Transaction... transactions) {
    var all = new ArrayList<Transaction>();
    all.add(Payments.of(OutPoint.NULL).to(50).make());
    all.addAll(List.of(transactions));
    var header = new BlockHeader(4, new BlockHash(0, 0, 0, 0), new MerkleRoot(0, 0, 0, 0), 0, 0, 0);
    return Block.of(header, all);
  }

  /** Has a block connected, with what it makes and spends. */
  void connect(Transaction... transactions) {
    chain.grow(1);
    for (var transaction : transactions) {
      transaction.inputs().forEach(input -> chain.remove(input.previousOutput()));
      for (int i = 0; i < transaction.outputs().size(); i++) {
        chain.put(
            Payments.from(transaction, i),
            new Coin(transaction.outputs().get(i), chain.height(), false));
      }
    }
    mempool.connected(block(transactions), chain.height());
    settle();
  }

  /** Has all done that a reorganisation leaves to do. */
  void settle() {
    while (mempool.settle()) {
      // a little each time
    }
  }

  @Override
  public void added(MempoolEntry entry, long sequence, boolean standsAlone) {
    told.add(sequence + " +" + entry.transaction().txid());
  }

  @Override
  public void removed(MempoolEntry entry, Removal why, long sequence) {
    told.add(sequence + " -" + entry.transaction().txid() + " " + why);
  }
}
