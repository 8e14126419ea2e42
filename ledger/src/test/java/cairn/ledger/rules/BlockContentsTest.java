package cairn.ledger.rules;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.ChainBuilder;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockContentsTest {
  private static final byte CHECKSIG = (byte) 0xac;

  private final ChainBuilder chain = ChainBuilder.regtest();
  private final List<Rule<Block>> rules = BlockContents.rules(chain.network());

  @Test
  void acceptsBlockThatHasOnlyItsCoinbase() {
    assertThat(check(chain.draft().mine())).isEqualTo(OK);
  }

  @Test
  void acceptsTheGenesisBlock() {
    assertThat(check(chain.network().genesis())).isEqualTo(OK);
  }

  @Test
  void rejectsBlockWithoutProofOfWork() {
    assertThat(check(chain.draft().mineInVain())).hasToString("high-hash, proof of work failed");
  }

  @Test
  void asksForProofOfWorkBeforeAnythingElse() {
    var block = chain.draft().merkleRoot(MerkleRoot.ZERO).mineInVain();
    assertThat(check(block)).hasToString("high-hash, proof of work failed");
  }

  @Test
  void rejectsHeaderThatCommitsToOtherTransactions() {
    var block = chain.draft().merkleRoot(new MerkleRoot(1, 2, 3, 4)).mine();
    assertThat(check(block)).hasToString("bad-txnmrklroot, hashMerkleRoot mismatch");
  }

  @Test
  void rejectsTransactionsInAnotherOrder() {
    var block = chain.draft(transaction(1), transaction(2)).mine();
    var swapped = new ArrayList<>(block.transactions());
    Collections.swap(swapped, 1, 2);
    assertThat(check(Block.of(block.header(), swapped)))
        .hasToString("bad-txnmrklroot, hashMerkleRoot mismatch");
  }

  @Test
  void rejectsRepeatedTailThatLeavesTheRootAsItWas() {
    var block = chain.draft(transaction(1), transaction(2)).mine();
    var repeated = new ArrayList<>(block.transactions());
    repeated.add(repeated.getLast());
    assertThat(check(Block.of(block.header(), repeated)))
        .isEqualTo(Verdict.invalid(Reject.BAD_TXNS_DUPLICATE, "duplicate transaction"))
        .extracting(verdict -> ((Verdict.Invalid) verdict).reason().fault())
        .isEqualTo(Fault.MUTATED);
  }

  @Test
  void rejectsBlockWithoutTransactions() {
    var empty = chain.draft().merkleRoot(MerkleRoot.ZERO).mine();
    assertThat(check(Block.of(empty.header(), List.of())))
        .hasToString("bad-blk-length, size limits failed");
  }

  @Test
  void acceptsAMillionBytesWithoutWitnesses() {
    assertThat(check(ofSize(1_000_000))).isEqualTo(OK);
  }

  @Test
  void rejectsMoreThanAMillionBytesWithoutWitnesses() {
    assertThat(check(ofSize(1_000_001))).hasToString("bad-blk-length, size limits failed");
  }

  @Test
  void rejectsBlockWhoseFirstTransactionIsNoCoinbase() {
    var block = chain.draft().editCoinbase(_ -> transaction(1)).withoutCommitment().mine();
    assertThat(check(block)).hasToString("bad-cb-missing, first tx is not coinbase");
  }

  @Test
  void rejectsSecondCoinbase() {
    var coinbase = chain.draft().mine().transactions().getFirst();
    var another = Transaction.of(1, coinbase.inputs(), coinbase.outputs(), coinbase.lockTime());
    assertThat(check(chain.draft(transaction(1), another).mine()))
        .hasToString("bad-cb-multiple, more than one coinbase");
  }

  @Test
  void namesTheTransactionThatBreaksARule() {
    var bad = ChainBuilder.spend(new OutPoint(new Txid(1, 0, 0, 0), 0), anyone(-1));
    assertThat(check(chain.draft(transaction(1), bad).mine()))
        .hasToString(
            "bad-txns-vout-negative, Transaction check failed (tx hash " + bad.txid() + ") ");
  }

  @Test
  void acceptsTwentyThousandSignatureOperations() {
    assertThat(check(chain.draft(checks(20_000)).mine())).isEqualTo(OK);
  }

  @Test
  void rejectsOneMore() {
    assertThat(check(chain.draft(checks(20_001)).mine()))
        .hasToString("bad-blk-sigops, out-of-bounds SigOpCount");
  }

  @Test
  void countsTheCoinbasesOwnSignatureOperations() {
    var draft = chain.draft(checks(20_000));
    draft.coinbaseOutputs(new TxOut(Amount.ZERO, Script.fromHex("ac")));
    assertThat(check(draft.mine())).hasToString("bad-blk-sigops, out-of-bounds SigOpCount");
  }

  @Test
  void templateNeedsNeitherProofNorRoot() {
    var template = chain.draft().merkleRoot(MerkleRoot.ZERO).mineInVain();
    assertThat(Rule.firstFailure(BlockContents.TRANSACTIONS, template)).isEqualTo(OK);
    assertThat(Rule.firstFailure(BlockContents.WITHOUT_PROOF, template))
        .hasToString("bad-txnmrklroot, hashMerkleRoot mismatch");
    assertThat(Rule.firstFailure(BlockContents.WITHOUT_PROOF, chain.draft().mineInVain()))
        .isEqualTo(OK);
  }

  @Test
  void tellsBlockFromOneWithOtherTransactions() {
    var block = chain.draft(transaction(1)).mine();
    assertThat(BlockContents.unmutated(block, true)).isEqualTo(OK);
    assertThat(BlockContents.unmutated(chain.draft().withoutCommitment().mine(), true))
        .isEqualTo(OK);
    assertThat(BlockContents.unmutated(block, false))
        .hasToString("unexpected-witness, CheckWitnessMalleation : unexpected witness data found");
    assertThat(BlockContents.unmutated(chain.draft().merkleRoot(MerkleRoot.ZERO).mine(), true))
        .hasToString("bad-txnmrklroot, hashMerkleRoot mismatch");
  }

  @Test
  void takesNoInnerNodeForATransaction() {
    var inner = ofSize(1, 64);
    var other = ofSize(1, 65);
    assertThat(BlockContents.unmutated(chain.draft(inner).mine(), true)).isEqualTo(OK);
    assertThat(BlockContents.unmutated(withoutCoinbase(other), true)).isEqualTo(OK);
    assertThat(BlockContents.unmutated(withoutCoinbase(inner), true))
        .hasToString("bad-txnmrklroot, 64-byte transaction");
  }

  private Block withoutCoinbase(Transaction transaction) {
    return chain.draft().editCoinbase(_ -> transaction).mine();
  }

  private Verdict check(Block block) {
    return Rule.firstFailure(rules, block);
  }

  private static Transaction transaction(int id) {
    return ChainBuilder.spend(new OutPoint(new Txid(id, 0, 0, 0), 0), anyone(1));
  }

  /** A transaction with so many signature operations in an output. */
  private static Transaction checks(int count) {
    var script = new byte[count];
    Arrays.fill(script, CHECKSIG);
    return ChainBuilder.spend(
        new OutPoint(new Txid(1, 0, 0, 0), 0),
        new TxOut(Amount.ZERO, new Script(Bytes.wrap(script))));
  }

  /** A block that has {@code size} bytes without its witnesses, in transactions that are small. */
  private Block ofSize(int size) {
    var transactions = new ArrayList<Transaction>();
    int last = size - BlockHeader.LENGTH - 1;
    var coinbase = chain.draft().withoutCommitment().mine().transactions().getFirst();
    last -= coinbase.totalSize();
    for (int i = 0; i < 9; i++) {
      transactions.add(ofSize(i, 100_000));
      last -= 100_000;
    }
    transactions.add(ofSize(9, last));
    var block = chain.draft(transactions.toArray(Transaction[]::new)).withoutCommitment().mine();
    assertThat(block.strippedSize()).isEqualTo(size);
    return block;
  }

  private static Transaction ofSize(int id, int size) {
    int overhead = 4 + 1 + 41 + 1 + 8 + (size > 0x10000 ? 5 : size > 0x100 ? 3 : 1) + 4;
    var output = new TxOut(Amount.ZERO, new Script(Bytes.wrap(new byte[size - overhead])));
    var input = new TxIn(new OutPoint(new Txid(id + 1, 0, 0, 0), 0), Script.EMPTY, 0);
    return ChainBuilder.spend(input, output);
  }
}
