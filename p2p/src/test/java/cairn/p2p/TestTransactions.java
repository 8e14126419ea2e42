package cairn.p2p;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Transactions that nobody could mine, but that can be told apart. */
public final class TestTransactions {
  private static final Bytes WITNESS = Bytes.of(1);

  private TestTransactions() {}

  /** An output that is not of any of these transactions. */
  public static OutPoint coin(long number) {
    return new OutPoint(new Txid(0x6366696eL, number, 0, 0), 0);
  }

  public static OutPoint output(Transaction transaction, int index) {
    return new OutPoint(transaction.txid(), index);
  }

  /** Spends {@code inputs}, with a witness, and has two outputs of nothing: all is fee. */
  public static Transaction spend(OutPoint... inputs) {
    return spend(Witness.of(WITNESS), 2, List.of(inputs), 0);
  }

  /** The same without a witness: its txid is its wtxid. */
  public static Transaction spendPlain(OutPoint... inputs) {
    return spend(Witness.EMPTY, 2, List.of(inputs), 0);
  }

  /** Pays more than anyone has, without a witness. */
  public static Transaction overspend(OutPoint input) {
    return Transaction.of(
        2,
        List.of(new TxIn(input, Script.EMPTY, TxIn.SEQUENCE_FINAL)),
        List.of(new TxOut(Amount.MAX, Script.EMPTY)),
        0);
  }

  /** The same transaction with another witness. */
  public static Transaction withWitness(Transaction transaction, int witness) {
    return Transaction.of(
        transaction.version(),
        transaction.inputs().stream().map(in -> in.with(Witness.of(Bytes.of(9, witness)))).toList(),
        transaction.outputs(),
        transaction.lockTime());
  }

  public static Transaction withoutWitness(Transaction transaction) {
    return Transaction.of(
        transaction.version(),
        transaction.inputs().stream().map(in -> in.with(Witness.EMPTY)).toList(),
        transaction.outputs(),
        transaction.lockTime());
  }

  /**
   * A transaction of a certain shape.
   *
   * @param padding how many bytes are in the first output's script
   */
  public static Transaction spend(
      Witness witness, int outputs, List<OutPoint> inputs, int padding) {
    return Transaction.of(
        2,
        inputs.stream()
            .map(of -> new TxIn(of, Script.EMPTY, TxIn.SEQUENCE_FINAL, witness))
            .toList(),
        IntStream.range(0, outputs)
            .mapToObj(
                i -> new TxOut(Amount.ZERO, new Script(Bytes.wrap(new byte[i == 0 ? padding : 0]))))
            .toList(),
        0);
  }

  /** A block of a coinbase and these. */
  public static Block block(Transaction... transactions) {
    var all = Stream.concat(Stream.of(spendPlain(OutPoint.NULL)), Stream.of(transactions)).toList();
    var root = MerkleTree.of(all.stream().map(Transaction::txid).toList()).root();
    return Block.of(new BlockHeader(2, BlockHash.ZERO, root, 0, 0, 0), all);
  }
}
