package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_WITNESS_MERKLE_MATCH;
import static cairn.ledger.rules.Reject.BAD_WITNESS_NONCE_SIZE;
import static cairn.ledger.rules.Reject.UNEXPECTED_WITNESS;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;
import static cairn.primitives.Opcode.OP_RETURN;

import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.MerkleTree;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Wtxid;
import java.util.List;

/**
 * The coinbase's commitment to all witnesses of its block (BIP 141): an output whose script begins
 * with {@link #HEADER} and 32 bytes, the hash of the root of the tree of wtxids and the reserved
 * value in the coinbase's witness.
 */
public final class WitnessCommitment {
  /** How the script of a commitment begins: OP_RETURN, a push of 36 bytes, four bytes of magic. */
  public static final Bytes HEADER = Bytes.of(OP_RETURN, 0x24, 0xaa, 0x21, 0xa9, 0xed);

  /** The shortest script that holds a commitment; what follows is of no meaning here. */
  static final int MIN_LENGTH = HEADER.length() + Hash256.LENGTH;

  private static final int RESERVED_VALUE_LENGTH = 32;

  private WitnessCommitment() {}

  /** Which output of {@code coinbase} holds the commitment: the last that may; -1 if none. */
  public static int outputOf(Transaction coinbase) {
    var outputs = coinbase.outputs();
    for (int i = outputs.size() - 1; i >= 0; i--) {
      if (isCommitment(outputs.get(i).scriptPubKey())) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The 32 bytes that a block with these transactions must commit to.
   *
   * @param transactions the coinbase first; its own wtxid does not count
   */
  public static Bytes of(List<Transaction> transactions, Bytes reservedValue) {
    var wtxids = new Wtxid[transactions.size()];
    wtxids[0] = Wtxid.ZERO;
    for (int i = 1; i < wtxids.length; i++) {
      wtxids[i] = transactions.get(i).wtxid();
    }
    var root = MerkleTree.of(List.of(wtxids)).root();
    return Sha256.doubleHash(root.bytes().concat(reservedValue));
  }

  /**
   * If the coinbase makes a commitment, it holds, with the coinbase's witness for its reserved
   * value. If it makes none, there is no witness in the block.
   */
  static Verdict holds(Block block) {
    var coinbase = block.transactions().getFirst();
    int output = outputOf(coinbase);
    return output < 0 ? noWitness(block) : holds(block, coinbase.outputs().get(output));
  }

  private static Verdict holds(Block block, TxOut output) {
    var witness = block.transactions().getFirst().inputs().getFirst().witness();
    if (witness.size() != 1 || witness.get(0).length() != RESERVED_VALUE_LENGTH) {
      return invalid(
          BAD_WITNESS_NONCE_SIZE, "CheckWitnessMalleation : invalid witness reserved value size");
    }
    var required = of(block.transactions(), witness.get(0));
    return output.scriptPubKey().bytes().matchesAt(HEADER.length(), required)
        ? OK
        : invalid(
            BAD_WITNESS_MERKLE_MATCH,
            "CheckWitnessMalleation : witness merkle commitment mismatch");
  }

  /** No transaction has a witness: nothing commits to it, so anyone could have put it there. */
  static Verdict noWitness(Block block) {
    for (var transaction : block.transactions()) {
      if (transaction.hasWitness()) {
        return invalid(
            UNEXPECTED_WITNESS, "CheckWitnessMalleation : unexpected witness data found");
      }
    }
    return OK;
  }

  private static boolean isCommitment(Script script) {
    return script.length() >= MIN_LENGTH && script.bytes().matchesAt(0, HEADER);
  }
}
