package cairn.ledger.rules;

import static cairn.ledger.rules.Reject.BAD_SIGNET_BLKSIG;
import static cairn.ledger.rules.Verdict.Valid.OK;
import static cairn.ledger.rules.Verdict.invalid;
import static cairn.ledger.script.ScriptFlag.DERSIG;
import static cairn.ledger.script.ScriptFlag.NULLDUMMY;
import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.WITNESS;
import static cairn.primitives.Opcode.OP_0;
import static cairn.primitives.Opcode.OP_RETURN;

import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.MerkleRoot;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signet's blocks are signed (BIP 325): each holds a solution to the network's challenge, a
 * script, as if it were a transaction that spends an output with that script.
 */
final class SignetSolution {
  /**
   * What the push begins with, in the output of the witness commitment, that holds the solution.
   */
  private static final Bytes HEADER = Bytes.of(0xec, 0xc7, 0xda, 0xa2);

  private static final ScriptFlags FLAGS = ScriptFlags.of(P2SH, WITNESS, DERSIG, NULLDUMMY);

  private final Script challenge;
  private final BlockHash genesis;
  private final SignatureVerifier signatures = SignatureVerifier.direct();

  /**
   * @param genesis the block that need not be signed
   */
  SignetSolution(Script challenge, BlockHash genesis) {
    this.challenge = challenge;
    this.genesis = genesis;
  }

  /** The block holds a solution to the challenge, made for this very block. */
  Verdict solved(Block block) {
    return block.hash().equals(genesis) || isSolved(spending(block))
        ? OK
        : invalid(BAD_SIGNET_BLKSIG, "signet block signature validation failure");
  }

  private boolean isSolved(@Nullable Transaction spending) {
    if (spending == null) {
      return false;
    }
    var spent = List.of(new TxOut(Amount.ZERO, challenge));
    var error =
        ScriptVerifier.verify(new SpendingTransaction(spending, spent), 0, FLAGS, signatures);
    return error == ScriptError.OK;
  }

  /** The transaction that spends the challenge; null if the block holds none that can be read. */
  private @Nullable Transaction spending(Block block) {
    if (block.transactions().isEmpty()) {
      return null;
    }
    var coinbase = block.transactions().getFirst();
    int output = WitnessCommitment.outputOf(coinbase);
    if (output < 0) {
      return null;
    }
    var commitment = Commitment.read(coinbase.outputs().get(output).scriptPubKey());
    var unsolved = with(coinbase, output, commitment.withoutSolution());
    try {
      return spending(toSpend(block, unsolved), commitment.solution());
    } catch (DecodeException e) {
      return null;
    }
  }

  private static Transaction with(Transaction coinbase, int output, Script script) {
    var outputs = new ArrayList<>(coinbase.outputs());
    outputs.set(output, new TxOut(outputs.get(output).value(), script));
    return Transaction.of(coinbase.version(), coinbase.inputs(), outputs, coinbase.lockTime());
  }

  /** The transaction whose output holds the challenge: it commits to the block but the solution. */
  private Txid toSpend(Block block, Transaction coinbase) {
    var header = block.header();
    var data =
        new ByteWriter()
            .int32(header.version())
            .hash(header.previous())
            .hash(root(block, coinbase))
            .uint32(header.time())
            .toBytes();
    var script = new ScriptBuilder().op(OP_0).push(data).build();
    return Transaction.of(
            0,
            List.of(new TxIn(OutPoint.NULL, script, 0)),
            List.of(new TxOut(Amount.ZERO, challenge)),
            0)
        .txid();
  }

  private static MerkleRoot root(Block block, Transaction coinbase) {
    var txids = new ArrayList<>(block.txids());
    txids.set(0, coinbase.txid());
    return MerkleTree.of(txids).root();
  }

  private static Transaction spending(Txid toSpend, Bytes solution) throws DecodeException {
    var scriptSig = Script.EMPTY;
    var witness = Witness.EMPTY;
    if (!solution.isEmpty()) {
      var in = new ByteReader(solution);
      scriptSig = new Script(in.sizedBytes());
      witness = Witness.read(in);
      in.expectEnd();
    }
    var input = new TxIn(new OutPoint(toSpend, 0), scriptSig, 0, witness);
    var nothing = new TxOut(Amount.ZERO, new ScriptBuilder().op(OP_RETURN).build());
    return Transaction.of(0, List.of(input), List.of(nothing), 0);
  }

  /**
   * The script that holds a witness commitment and perhaps a solution.
   *
   * @param solution empty if there is none, which will do for a challenge that anyone can meet
   */
  private record Commitment(Bytes solution, Script withoutSolution) {
    /** Takes the solution out of the first push that holds one, and leaves the header there. */
    static Commitment read(Script script) {
      var solution = Bytes.EMPTY;
      var rest = new ScriptBuilder();
      var reader = script.reader();
      while (reader.hasNext() && reader.next()) {
        var push = reader.push();
        if (push.isEmpty()) {
          rest.op(reader.opcode());
        } else if (solution.isEmpty()
            && push.length() > HEADER.length()
            && push.matchesAt(0, HEADER)) {
          solution = push.slice(HEADER.length());
          rest.push(HEADER);
        } else {
          rest.push(push);
        }
      }
      return solution.isEmpty()
          ? new Commitment(solution, script)
          : new Commitment(solution, rest.build());
    }
  }
}
