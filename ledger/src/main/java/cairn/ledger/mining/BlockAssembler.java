package cairn.ledger.mining;

import static cairn.primitives.Opcode.OP_0;

import cairn.genesis.BuriedDeployment;
import cairn.ledger.rules.Limits;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Retargeting;
import cairn.ledger.rules.Subsidy;
import cairn.ledger.rules.WitnessCommitment;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.MerkleRoot;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes blocks (Core's BlockAssembler). Given the same, it makes the same block as Core does, byte
 * for byte, because tests know the hashes of such blocks.
 */
public final class BlockAssembler {
  /** Lets the lock time count, unlike the sequence that inputs most often have. */
  private static final long SEQUENCE = 0xfffffffeL;

  private static final int COINBASE_VERSION = 2;

  /** A height up to here is pushed by an opcode, and a coinbase's script has to be longer. */
  private static final int LAST_SHORT_HEIGHT = 16;

  /** For what a miner adds to the coinbase. */
  private static final int COINBASE_SIGOP_COST = 400;

  private static final Bytes RESERVED_VALUE = Bytes.wrap(new byte[Hash256.LENGTH]);

  private BlockAssembler() {}

  /**
   * Makes a block that comes after {@code place.previous()}.
   *
   * @param version that signals for deployments, unless the options have another
   * @param now by the clock, in seconds since 1970
   * @param output who gets the reward
   */
  public static BlockTemplate assemble(
      Place place,
      int version,
      long now,
      Script output,
      BlockOptions options,
      Candidates candidates) {
    var room =
        new Candidates.Room(
            place.previous().hash(),
            place.height(),
            place.previous().medianTimePast(),
            options.maxWeight() - options.reservedWeight(),
            Limits.MAX_BLOCK_SIGOPS_COST - COINBASE_SIGOP_COST,
            options.minimumFee());
    var chosen = candidates.choose(room);
    long reward = Subsidy.sats(place.height(), place.consensus());
    for (var candidate : chosen) {
      reward = Math.addExact(reward, candidate.feeSats());
    }
    var others = chosen.stream().map(Candidate::transaction).toList();
    var transactions = withCoinbase(place, reward, output, others);
    var header = header(place, options.version().orElse(version), now, transactions);
    return new BlockTemplate(Block.of(header, transactions), chosen, reward);
  }

  /** The block with these transactions behind its coinbase, which gets no more for them. */
  public static Block with(List<Transaction> transactions, Place place, Block template) {
    var reward = template.transactions().getFirst().outputs().getFirst();
    var all = withCoinbase(place, reward.value().sats(), reward.scriptPubKey(), transactions);
    var header = template.header();
    return Block.of(
        new BlockHeader(
            header.version(), header.previous(), root(all), header.time(), header.bits(), 0),
        all);
  }

  /**
   * The block with the reserved value of its witness commitment in its coinbase, where that is not
   * there: the operator of a node may hand over a block without (Core's
   * UpdateUncommittedBlockStructures).
   */
  public static Block withReservedValue(Block block, Place place) {
    if (block.transactions().isEmpty()) {
      return block;
    }
    var coinbase = block.transactions().getFirst();
    boolean lacksIt =
        !coinbase.inputs().isEmpty()
            && WitnessCommitment.outputOf(coinbase) >= 0
            && place.has(BuriedDeployment.SEGWIT)
            && !coinbase.hasWitness();
    if (!lacksIt) {
      return block;
    }
    var transactions = new ArrayList<>(block.transactions());
    transactions.set(0, withReservedValue(coinbase));
    return Block.of(block.header(), transactions);
  }

  private static List<Transaction> withCoinbase(
      Place place, long rewardSats, Script output, List<Transaction> others) {
    var transactions = new ArrayList<Transaction>(others.size() + 1);
    transactions.add(coinbase(place, List.of(new TxOut(new Amount(rewardSats), output))));
    transactions.addAll(others);
    var commitment = WitnessCommitment.of(transactions, RESERVED_VALUE);
    var script = new Script(WitnessCommitment.HEADER.concat(commitment));
    var outputs = new ArrayList<>(transactions.getFirst().outputs());
    outputs.add(new TxOut(Amount.ZERO, script));
    var coinbase = coinbase(place, outputs);
    boolean segwit = place.has(BuriedDeployment.SEGWIT);
    transactions.set(0, segwit ? withReservedValue(coinbase) : coinbase);
    return transactions;
  }

  private static Transaction coinbase(Place place, List<TxOut> outputs) {
    var script = new ScriptBuilder().number(place.height());
    if (place.height() <= LAST_SHORT_HEIGHT) {
      script.op(OP_0);
    }
    var input = new TxIn(OutPoint.NULL, script.build(), SEQUENCE);
    return Transaction.of(COINBASE_VERSION, List.of(input), outputs, place.height() - 1L);
  }

  private static Transaction withReservedValue(Transaction coinbase) {
    var inputs = new ArrayList<>(coinbase.inputs());
    inputs.set(0, inputs.getFirst().with(Witness.of(RESERVED_VALUE)));
    return Transaction.of(coinbase.version(), inputs, coinbase.outputs(), coinbase.lockTime());
  }

  private static BlockHeader header(
      Place place, int version, long now, List<Transaction> transactions) {
    long time = Math.max(now, earliestTime(place));
    long bits = Retargeting.bitsAfter(place.previous(), time, place.consensus().proofOfWork());
    return new BlockHeader(version, place.previous().hash(), root(transactions), time, bits, 0);
  }

  /**
   * The first time that a block may have here, in seconds since 1970 (Core's GetMinimumTime). BIP
   * 94's rule is kept on all networks, so that it can come to hold on all.
   */
  public static long earliestTime(Place place) {
    long afterMedian = place.previous().medianTimePast() + 1;
    return place.beginsPeriod()
        ? Math.max(afterMedian, place.previous().time() - Limits.MAX_TIMEWARP)
        : afterMedian;
  }

  private static MerkleRoot root(List<Transaction> transactions) {
    return MerkleTree.of(transactions.stream().map(Transaction::txid).toList()).root();
  }
}
