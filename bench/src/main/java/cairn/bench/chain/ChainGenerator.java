package cairn.bench.chain;

import static cairn.primitives.Opcode.OP_RETURN;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Target;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.Wtxid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the blocks of a regtest chain, one after the other, on top of the genesis block.
 *
 * <p>The first hundred blocks mint, some more divide what was minted into many coins, and from then
 * on each block holds two to three thousand transactions. Not thread-safe; signs on all processors.
 */
public final class ChainGenerator {
  private static final int COINBASE_MATURITY = 100;
  private static final long INITIAL_SUBSIDY = 50 * Amount.SATS_PER_COIN;
  private static final int BLOCK_VERSION = 0x20000000;
  private static final Bytes WITNESS_RESERVED_VALUE = Bytes.wrap(new byte[32]);
  private static final Bytes COMMITMENT_HEADER = Bytes.fromHex("aa21a9ed");

  private final Network network;
  private final SplittableRandom random;
  private final Scripts scripts;
  private final InputSigner signer;
  private final CoinPool pool = new CoinPool();
  private final Deque<SpendableCoin> immature = new ArrayDeque<>();
  private BlockHash tip;
  private long time;
  private int height;

  public ChainGenerator(long seed) {
    this.network = Networks.regtest();
    this.random = new SplittableRandom(seed);
    this.scripts = new Scripts(new KeyRing(seed));
    this.signer = new InputSigner(scripts);
    this.tip = network.genesis().hash();
    this.time = network.genesis().header().time();
  }

  /** The block that all others build on. */
  public Block genesis() {
    return network.genesis();
  }

  /** The next block, as full as the main network's are once there are coins enough. */
  public Block next() {
    height++;
    if (immature.size() == COINBASE_MATURITY) {
      pool.add(immature.removeFirst());
    }
    var plan = new BlockPlan(pool, random);
    if (pool.size() > 0) {
      plan.fill();
    }
    return mine(sign(plan.transactions()), plan.fees());
  }

  /** The next block, with nothing in it but its coinbase. */
  public Block nextEmpty() {
    height++;
    return mine(List.of(), 0);
  }

  /** Signs in waves, so that what a transaction spends has its id before it is signed. */
  private List<Transaction> sign(List<PlannedTransaction> planned) {
    var signed = new Transaction[planned.size()];
    var places = new ArrayList<List<Integer>>();
    for (int i = 0; i < planned.size(); i++) {
      int depth = planned.get(i).depth();
      while (places.size() <= depth) {
        places.add(new ArrayList<>());
      }
      places.get(depth).add(i);
    }
    for (var wave : places) {
      wave.parallelStream().forEach(i -> signed[i] = signer.sign(planned.get(i)));
      wave.forEach(i -> planned.get(i).signed(signed[i].txid()));
    }
    return List.of(signed);
  }

  private Block mine(List<Transaction> transactions, long fees) {
    var all = new ArrayList<Transaction>(transactions.size() + 1);
    var coinbase = coinbase(transactions, fees);
    all.add(coinbase);
    all.addAll(transactions);
    time += network.consensus().proofOfWork().targetSpacing();
    var header =
        new BlockHeader(
            BLOCK_VERSION,
            tip,
            MerkleTree.of(all.stream().map(Transaction::txid).toList()).root(),
            time,
            network.genesis().header().bits(),
            0);
    var target = Target.fromCompact(header.bits()).orElseThrow();
    while (!target.isMetBy(header.hash())) {
      header = header.withNonce(header.nonce() + 1);
    }
    tip = header.hash();
    return Block.of(header, all);
  }

  private Transaction coinbase(List<Transaction> transactions, long fees) {
    var source = new SpendableCoin.Source(0);
    var coin =
        new SpendableCoin(
            source, 0, subsidy() + fees, CoinKind.P2WPKH, random.nextInt(KeyRing.SIZE));
    var input =
        new TxIn(
            OutPoint.NULL,
            new ScriptBuilder().number(height).push(Bytes.of(0)).build(),
            TxIn.SEQUENCE_FINAL,
            Witness.of(WITNESS_RESERVED_VALUE));
    var outputs = List.of(scripts.output(coin), new TxOut(Amount.ZERO, commitment(transactions)));
    var coinbase = Transaction.of(2, List.of(input), outputs, 0);
    source.signed(coinbase.txid());
    if (coin.sats() > 0) {
      immature.addLast(coin);
    }
    return coinbase;
  }

  /** The output that commits to all witnesses (BIP 141). */
  private static Script commitment(List<Transaction> transactions) {
    var wtxids = new ArrayList<Wtxid>(transactions.size() + 1);
    wtxids.add(Wtxid.ZERO);
    transactions.forEach(transaction -> wtxids.add(transaction.wtxid()));
    MerkleRoot root = MerkleTree.of(wtxids).root();
    var hash = Sha256.doubleHash(root.bytes().concat(WITNESS_RESERVED_VALUE));
    return new ScriptBuilder().op(OP_RETURN).push(COMMITMENT_HEADER.concat(hash)).build();
  }

  private long subsidy() {
    int halvings = height / network.consensus().subsidyHalvingInterval();
    return halvings >= 64 ? 0 : INITIAL_SUBSIDY >> halvings;
  }

  /** A block as block files hold it: the network's magic, the length, the block. */
  public Bytes frame(Block block) {
    return new ByteWriter(8 + block.totalSize())
        .bytes(network.peers().magic())
        .uint32(block.totalSize())
        .bytes(block.serialized())
        .toBytes();
  }
}
