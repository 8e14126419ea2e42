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

  /** Before this height there are not enough coins for anything but making more. */
  static final int BUSY_FROM = 120;

  private final Network network;
  private final int most;
  private final WalletTraffic wallet;
  private final SplittableRandom random;
  private final Scripts scripts;
  private final InputSigner signer;
  private final CoinPool pool = new CoinPool();
  private final Deque<SpendableCoin> immature = new ArrayDeque<>();

  /** All blocks so far, by height. */
  private final List<Place> chain = new ArrayList<>();

  public ChainGenerator(long seed) {
    this(seed, Integer.MAX_VALUE, new WalletTraffic(0, 0));
  }

  /**
   * @param most how many transactions a block has at most, beside those of the wallet
   */
  ChainGenerator(long seed, int most, WalletTraffic wallet) {
    this.most = most;
    this.wallet = wallet;
    this.network = Networks.regtest();
    this.random = new SplittableRandom(seed);
    this.scripts = new Scripts(new KeyRing(seed));
    this.signer = new InputSigner(scripts);
    chain.add(new Place(0, network.genesis().hash(), network.genesis().header().time()));
  }

  /** Where a block stands: what the next one needs to know of it. */
  private record Place(int height, BlockHash hash, long time) {}

  /** The block that all others build on. */
  public Block genesis() {
    return network.genesis();
  }

  /** The next block, as full as the main network's are once there are coins enough. */
  public Block next() {
    if (immature.size() == COINBASE_MATURITY) {
      pool.add(immature.removeFirst());
    }
    var plan = new BlockPlan(pool, random, most, wallet);
    if (pool.size() > 0) {
      plan.fill();
    }
    var previous = chain.getLast();
    var coinbase = reward(previous.height() + 1, plan.fees());
    if (coinbase.sats() > 0) {
      immature.addLast(coinbase);
    }
    return extend(chain, mine(previous, coinbase, sign(plan.transactions())));
  }

  /** The next block, with nothing in it but its coinbase. */
  public Block nextEmpty() {
    return extend(chain, mineEmpty(chain.getLast()));
  }

  /**
   * A branch of empty blocks that leaves the chain below its last {@code depth} blocks, and in the
   * end has one block more. The chain itself goes on as if it were not there.
   */
  public List<Block> fork(int depth) {
    var branch = new ArrayList<>(List.of(chain.get(chain.size() - 1 - depth)));
    var blocks = new ArrayList<Block>(depth + 1);
    for (int i = 0; i <= depth; i++) {
      blocks.add(extend(branch, mineEmpty(branch.getLast())));
    }
    return blocks;
  }

  private Block mineEmpty(Place previous) {
    return mine(previous, reward(previous.height() + 1, 0), List.of());
  }

  private static Block extend(List<Place> branch, Block block) {
    branch.add(new Place(branch.getLast().height() + 1, block.hash(), block.header().time()));
    return block;
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

  private Block mine(Place previous, SpendableCoin reward, List<Transaction> transactions) {
    var all = new ArrayList<Transaction>(transactions.size() + 1);
    all.add(coinbase(previous.height() + 1, reward, transactions));
    all.addAll(transactions);
    var header =
        new BlockHeader(
            BLOCK_VERSION,
            previous.hash(),
            MerkleTree.of(all.stream().map(Transaction::txid).toList()).root(),
            previous.time() + network.consensus().proofOfWork().targetSpacing(),
            network.genesis().header().bits(),
            0);
    var target = Target.fromCompact(header.bits()).orElseThrow();
    while (!target.isMetBy(header.hash())) {
      header = header.withNonce(header.nonce() + 1);
    }
    return Block.of(header, all);
  }

  /** What the coinbase at {@code height} pays, to some key; nobody can spend it yet. */
  private SpendableCoin reward(int height, long fees) {
    return new SpendableCoin(
        new SpendableCoin.Source(0),
        0,
        subsidy(height) + fees,
        CoinKind.P2WPKH,
        random.nextInt(KeyRing.SIZE));
  }

  private Transaction coinbase(int height, SpendableCoin reward, List<Transaction> transactions) {
    var input =
        new TxIn(
            OutPoint.NULL,
            new ScriptBuilder().number(height).push(Bytes.of(0)).build(),
            TxIn.SEQUENCE_FINAL,
            Witness.of(WITNESS_RESERVED_VALUE));
    var outputs = List.of(scripts.output(reward), new TxOut(Amount.ZERO, commitment(transactions)));
    var coinbase = Transaction.of(2, List.of(input), outputs, 0);
    reward.source().signed(coinbase.txid());
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

  private long subsidy(int height) {
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
