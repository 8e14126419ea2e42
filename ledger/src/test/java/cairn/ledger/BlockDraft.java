package cairn.ledger;

import cairn.genesis.BuriedDeployment;
import cairn.genesis.Network;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Retargeting;
import cairn.ledger.rules.Subsidy;
import cairn.ledger.rules.VersionBits;
import cairn.ledger.rules.WitnessCommitment;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import cairn.primitives.MerkleTree;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Target;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A block in the making. It starts out valid; each method changes one thing, and {@link #mine} puts
 * together and proves what came of it. What is not set follows from the rest: the commitment from
 * the witnesses, the Merkle root from the transactions.
 */
public final class BlockDraft {
  private static final Bytes RESERVED_VALUE = Bytes.wrap(new byte[32]);

  private final Network network;
  private final Place place;
  private final List<Transaction> transactions;
  private Script coinbaseScript;
  private List<TxOut> coinbaseOutputs;
  private boolean commits = true;
  private UnaryOperator<Transaction> coinbaseEdit = UnaryOperator.identity();
  private BlockHash previous;
  private int version = VersionBits.TOP_BITS;
  private long time;
  private long bits;
  private @Nullable MerkleRoot merkleRoot;
  private long nonce;

  /**
   * A block that comes the network's spacing after {@code place.previous()}.
   *
   * @param transactions all but the coinbase
   */
  BlockDraft(Network network, Place place, List<Transaction> transactions) {
    this.network = network;
    this.place = place;
    this.transactions = new ArrayList<>(transactions);
    var proofOfWork = network.consensus().proofOfWork();
    this.previous = place.previous().hash();
    this.time = place.previous().time() + proofOfWork.targetSpacing();
    this.bits = Retargeting.bitsAfter(place.previous(), time, proofOfWork);
    this.coinbaseScript = new ScriptBuilder().number(place.height()).op(0).build();
    this.coinbaseOutputs = List.of(ChainBuilder.anyone(subsidySats()));
  }

  public int height() {
    return place.height();
  }

  /** What the block may mint, in satoshis, without the fees. */
  public long subsidySats() {
    return Subsidy.sats(place.height(), network.consensus());
  }

  /** Says which block comes before, instead of the one that does. */
  public BlockDraft previous(BlockHash previous) {
    this.previous = previous;
    return this;
  }

  public BlockDraft version(int version) {
    this.version = version;
    return this;
  }

  /** Sets the time, in seconds since 1970; the bits stay as they are. */
  public BlockDraft time(long time) {
    this.time = time;
    return this;
  }

  public BlockDraft bits(long bits) {
    this.bits = bits;
    return this;
  }

  /** Says to what the header commits, instead of the transactions. */
  public BlockDraft merkleRoot(MerkleRoot merkleRoot) {
    this.merkleRoot = merkleRoot;
    return this;
  }

  /** Adds a transaction at the end, whatever it is. */
  public BlockDraft add(Transaction transaction) {
    transactions.add(transaction);
    return this;
  }

  /** Makes the coinbase's script something else than the height. */
  public BlockDraft coinbaseScript(Script script) {
    this.coinbaseScript = script;
    return this;
  }

  /** What the coinbase pays, before the output with the commitment. */
  public BlockDraft coinbaseOutputs(TxOut... outputs) {
    this.coinbaseOutputs = List.of(outputs);
    return this;
  }

  /** Makes the coinbase pay this much to anyone. */
  public BlockDraft coinbaseSats(long sats) {
    return coinbaseOutputs(ChainBuilder.anyone(sats));
  }

  /** Leaves out the commitment to the witnesses. */
  public BlockDraft withoutCommitment() {
    this.commits = false;
    return this;
  }

  /** Changes the finished coinbase at will. */
  public BlockDraft editCoinbase(UnaryOperator<Transaction> edit) {
    this.coinbaseEdit = edit;
    return this;
  }

  /** Makes other blocks with the same contents differ from this one. */
  public BlockDraft nonce(long first) {
    this.nonce = first;
    return this;
  }

  /** The block, with a proof of work for whatever target its bits claim. */
  public Block mine() {
    var target = Target.fromCompact(bits).orElseThrow();
    return search(target, true);
  }

  /** The block, with a nonce that proves nothing. */
  public Block mineInVain() {
    return search(Target.fromCompact(bits).orElse(new Target(0, 0, 0, 0)), false);
  }

  private Block search(Target target, boolean met) {
    var all = new ArrayList<Transaction>();
    all.add(coinbaseEdit.apply(coinbase()));
    all.addAll(transactions);
    var root = merkleRoot;
    if (root == null) {
      root = MerkleTree.of(all.stream().map(Transaction::txid).toList()).root();
    }
    var header = new BlockHeader(version, previous, root, time, bits, nonce);
    while (target.isMetBy(header.hash()) != met) {
      header = header.withNonce(header.nonce() + 1);
    }
    return Block.of(header, all);
  }

  private Transaction coinbase() {
    var plain = coinbase(Witness.EMPTY, coinbaseOutputs);
    if (!commits || !place.has(BuriedDeployment.SEGWIT)) {
      return plain;
    }
    var all = new ArrayList<Transaction>();
    all.add(plain);
    all.addAll(transactions);
    var commitment = WitnessCommitment.of(all, RESERVED_VALUE);
    var outputs = new ArrayList<>(coinbaseOutputs);
    outputs.add(new TxOut(Amount.ZERO, new Script(WitnessCommitment.HEADER.concat(commitment))));
    return coinbase(Witness.of(RESERVED_VALUE), outputs);
  }

  private Transaction coinbase(Witness witness, List<TxOut> outputs) {
    var input = new TxIn(OutPoint.NULL, coinbaseScript, TxIn.SEQUENCE_FINAL, witness);
    return Transaction.of(2, List.of(input), outputs, 0);
  }
}
