package cairn.p2p.wire;

import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small random transactions and blocks of them, for tests. */
public final class Transactions {
  private Transactions() {}

  /** With or without a witness; never two of the same seed alike. */
  public static Transaction random(SplittableRandom random) {
    return with(random, new OutPoint(txid(random), random.nextInt(4)));
  }

  /** Mints. */
  public static Transaction coinbase(SplittableRandom random) {
    return with(random, OutPoint.NULL);
  }

  /** A coinbase and {@code count - 1} others, under a header that commits to them. */
  public static Block block(SplittableRandom random, int count) {
    var transactions =
        Stream.concat(
                Stream.of(coinbase(random)), Stream.generate(() -> random(random)).limit(count - 1))
            .toList();
    return block(random, transactions);
  }

  /** These, under a header that commits to them. */
  public static Block block(SplittableRandom random, List<Transaction> transactions) {
    var tree = MerkleTree.of(transactions.stream().map(Transaction::txid).toList());
    var header =
        new BlockHeader(
            random.nextInt(),
            BlockHash.fromWire(bytes(random, 32).toArray(), 0),
            tree.root(),
            random.nextLong(1L << 32),
            random.nextLong(1, 1L << 32),
            random.nextLong(1L << 32));
    return Block.of(header, transactions);
  }

  static BlockHeader header(SplittableRandom random) {
    return block(random, 1).header();
  }

  static Txid txid(SplittableRandom random) {
    return Txid.fromWire(bytes(random, 32).toArray(), 0);
  }

  static BlockHash blockHash(SplittableRandom random) {
    return BlockHash.fromWire(bytes(random, 32).toArray(), 0);
  }

  static Bytes bytes(SplittableRandom random, int length) {
    var array = new byte[length];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }

  private static Transaction with(SplittableRandom random, OutPoint spent) {
    var witness =
        random.nextBoolean()
            ? Witness.EMPTY
            : Witness.of(bytes(random, 64), bytes(random, random.nextInt(40)));
    var inputs =
        Stream.concat(
                Stream.of(new TxIn(spent, script(random), random.nextLong(1L << 32), witness)),
                Stream.generate(() ->
                        new TxIn(new OutPoint(txid(random), random.nextInt(4)), script(random), 0))
                    .limit(spent.isNull() ? 0 : random.nextInt(3)))
            .toList();
    var outputs =
        IntStream.range(0, random.nextInt(1, 4))
            .mapToObj(_ -> new TxOut(new Amount(random.nextLong()), script(random)))
            .toList();
    return Transaction.of(random.nextInt(), inputs, outputs, random.nextLong(1L << 32));
  }

  private static Script script(SplittableRandom random) {
    return new Script(bytes(random, random.nextInt(50)));
  }
}
