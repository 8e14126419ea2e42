package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_BLK_LENGTH;
import static cairn.ledger.rules.Reject.BAD_BLK_SIGOPS;
import static cairn.ledger.rules.Reject.BAD_CB_MISSING;
import static cairn.ledger.rules.Reject.BAD_CB_MULTIPLE;
import static cairn.ledger.rules.Reject.BAD_TXNMRKLROOT;
import static cairn.ledger.rules.Reject.BAD_TXNS_DUPLICATE;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;
import static cairn.primitives.Transaction.WITNESS_SCALE_FACTOR;

import cairn.genesis.Network;
import cairn.ledger.rules.Verdict.Invalid;
import cairn.primitives.Block;
import cairn.primitives.Hash256;
import cairn.primitives.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/**
 * What a block must be by itself, whatever chain it extends (Core's CheckBlock). Needs nothing but
 * the block and its network, so any thread may check it before the block's turn has come.
 *
 * <p>Nothing here looks at a witness: until its commitment has been checked in {@link
 * BlockInContext}, it may be another one than the block's miner put there.
 */
public final class BlockContents {
  /**
   * The transactions alone: what a block template must be. In Bitcoin Core's order, as all lists
   * here: the first rule that fails names the block's reject reason.
   */
  public static final List<Rule<Block>> TRANSACTIONS =
      List.of(
          BlockContents::size,
          BlockContents::firstIsCoinbase,
          BlockContents::noOtherCoinbase,
          BlockContents::transactions,
          BlockContents::sigOps);

  /** The transactions, and the header's commitment to them: what a block must be to be mined. */
  public static final List<Rule<Block>> WITHOUT_PROOF =
      joined(List.of(BlockContents::merkleRoot), TRANSACTIONS);

  private BlockContents() {}

  /** All rules of {@code network}: the proof first, since it alone is hard to make. */
  public static List<Rule<Block>> rules(Network network) {
    var proof = new ArrayList<Rule<Block>>(2);
    var proofOfWork = network.consensus().proofOfWork();
    proof.add(
        block -> HeaderContents.proofOfWork(block.hash(), block.header().bits(), proofOfWork));
    var challenge = network.consensus().signetChallenge();
    if (challenge != null) {
      proof.add(new SignetSolution(challenge, network.genesis().hash())::solved);
    }
    return joined(proof, WITHOUT_PROOF);
  }

  /**
   * Whether these are the transactions that the block's miner put there, as far as the header tells
   * (Core's IsBlockMutated): cheap to ask of whoever sends a block, before anything else is done
   * with it.
   *
   * @param segwit whether the witnesses must be committed to where the block stands (BIP 141)
   */
  public static Verdict unmutated(Block block, boolean segwit) {
    var verdict = merkleRoot(block);
    if (!verdict.isValid()) {
      return verdict;
    }
    var transactions = block.transactions();
    if (transactions.isEmpty() || !transactions.getFirst().isCoinbase()) {
      return innerNodes(block);
    }
    return segwit ? WitnessCommitment.holds(block) : WitnessCommitment.noWitness(block);
  }

  /**
   * No transaction is as long as two hashes: it could be an inner node of the tree, taken for a
   * leaf. A block that begins with a coinbase is safe from that.
   */
  private static Verdict innerNodes(Block block) {
    for (var transaction : block.transactions()) {
      if (transaction.strippedSize() == 2 * Hash256.LENGTH) {
        return invalid(BAD_TXNMRKLROOT, "64-byte transaction");
      }
    }
    return OK;
  }

  /**
   * The header commits to exactly these transactions, in this order.
   *
   * <p>A list that ends in a copy of its own tail hashes to the same root as the list without the
   * copy (CVE-2012-2459), so a matching root is not enough: no two neighbours may be equal.
   */
  static Verdict merkleRoot(Block block) {
    var tree = MerkleTree.of(block.txids());
    if (!tree.root().equals(block.header().merkleRoot())) {
      return invalid(BAD_TXNMRKLROOT, "hashMerkleRoot mismatch");
    }
    return tree.hasEqualNeighbours() ? invalid(BAD_TXNS_DUPLICATE, "duplicate transaction") : OK;
  }

  /** There is a transaction, and without witnesses the block weighs no more than it may. */
  static Verdict size(Block block) {
    int count = block.transactions().size();
    return count == 0
            || (long) count * WITNESS_SCALE_FACTOR > Limits.MAX_BLOCK_WEIGHT
            || (long) block.strippedSize() * WITNESS_SCALE_FACTOR > Limits.MAX_BLOCK_WEIGHT
        ? invalid(BAD_BLK_LENGTH, "size limits failed")
        : OK;
  }

  /** The first transaction is a coinbase. */
  static Verdict firstIsCoinbase(Block block) {
    return block.transactions().getFirst().isCoinbase()
        ? OK
        : invalid(BAD_CB_MISSING, "first tx is not coinbase");
  }

  /** No other transaction is one. */
  static Verdict noOtherCoinbase(Block block) {
    var transactions = block.transactions();
    for (int i = 1; i < transactions.size(); i++) {
      if (transactions.get(i).isCoinbase()) {
        return invalid(BAD_CB_MULTIPLE, "more than one coinbase");
      }
    }
    return OK;
  }

  /** Every transaction keeps the rules of {@link TransactionContents}. */
  static Verdict transactions(Block block) {
    for (var transaction : block.transactions()) {
      if (TransactionContents.check(transaction) instanceof Invalid failure) {
        return failure.withDetail(
            "Transaction check failed (tx hash %s) %s"
                .formatted(transaction.txid(), failure.detail()));
      }
    }
    return OK;
  }

  /**
   * The signature operations in the transactions' own scripts stay within the limit. Those that
   * only the spent outputs bring in are counted by {@link BlockInputs}.
   */
  static Verdict sigOps(Block block) {
    long count = 0;
    for (var transaction : block.transactions()) {
      count += transaction.legacySigOps();
    }
    return count * WITNESS_SCALE_FACTOR > Limits.MAX_BLOCK_SIGOPS_COST
        ? invalid(BAD_BLK_SIGOPS, "out-of-bounds SigOpCount")
        : OK;
  }

  private static List<Rule<Block>> joined(List<Rule<Block>> first, List<Rule<Block>> second) {
    var rules = new ArrayList<>(first);
    rules.addAll(second);
    return List.copyOf(rules);
  }
}
