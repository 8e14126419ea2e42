package cairn.ledger;

import static cairn.primitives.Opcode.OP_1;
import static cairn.primitives.Opcode.OP_RETURN;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Place;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Sha256;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mines a chain of blocks for tests, on a network where that is easy. Every block is checked by a
 * {@link PlainLedger} as it is added, so what comes out is valid.
 *
 * <pre>{@code
 * var chain = ChainBuilder.regtest();
 * chain.mine(101);
 * var payment = ChainBuilder.spend(chain.coinbase(1), ChainBuilder.anyone(49 * COIN));
 * chain.mine(payment);
 * var invalid = chain.draft().time(0).mine(); // not added
 * }</pre>
 */
public final class ChainBuilder {
  /** A script that anyone can satisfy, with nothing at all. */
  public static final Script ANYONE = new ScriptBuilder().op(OP_1).build();

  /** What an input needs to satisfy {@link #ANYONE_WITH_WITNESS}. */
  public static final Witness ANYONE_WITNESS = Witness.of(ANYONE.bytes());

  /** The same behind a witness program: satisfied by {@link #ANYONE_WITNESS}. */
  public static final Script ANYONE_WITH_WITNESS =
      new WitnessProgram(0, Sha256.hash(ANYONE.bytes())).toScript();

  private final PlainLedger ledger;
  private final List<Block> blocks = new ArrayList<>();

  /** A chain that has only the genesis block. */
  public ChainBuilder(Network network) {
    this.ledger = new PlainLedger(network);
    blocks.add(network.genesis());
  }

  /** A chain on regtest that has only the genesis block. */
  public static ChainBuilder regtest() {
    return new ChainBuilder(Networks.regtest());
  }

  /** An output that anyone can spend. */
  public static TxOut anyone(long sats) {
    return new TxOut(new Amount(sats), ANYONE);
  }

  /** An output that nobody can spend, with so many bytes of data. */
  public static TxOut data(int length) {
    var script = new ScriptBuilder().op(OP_RETURN).push(Bytes.wrap(new byte[length])).build();
    return new TxOut(Amount.ZERO, script);
  }

  /** Spends an output that anyone can spend. */
  public static Transaction spend(OutPoint from, TxOut... outputs) {
    return spend(new TxIn(from, Script.EMPTY, TxIn.SEQUENCE_FINAL), outputs);
  }

  public static Transaction spend(TxIn input, TxOut... outputs) {
    return Transaction.of(2, List.of(input), Arrays.asList(outputs), 0);
  }

  /** What has been mined so far, the genesis block first. */
  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  public Block block(int height) {
    return blocks.get(height);
  }

  public Block tip() {
    return blocks.getLast();
  }

  public int height() {
    return blocks.size() - 1;
  }

  public Network network() {
    return ledger.network();
  }

  /** What has been made of the blocks so far. */
  public PlainLedger ledger() {
    return ledger;
  }

  /** The first output of the coinbase at {@code height}: the subsidy, which anyone can spend. */
  public OutPoint coinbase(int height) {
    return new OutPoint(block(height).transactions().getFirst().txid(), 0);
  }

  /** The entry of the block at {@code height}. */
  public HeaderEntry entry(int height) {
    return ledger.tip().ancestor(height);
  }

  /** A block that could come next, to be changed before it is mined. */
  public BlockDraft draft(Transaction... transactions) {
    var place = new Place(network().consensus(), ledger.tip());
    return new BlockDraft(network(), place, Arrays.asList(transactions));
  }

  /** Adds a block with these transactions, and returns it. */
  public Block mine(Transaction... transactions) {
    return add(draft(transactions).mine());
  }

  /** Adds so many blocks without transactions. */
  public ChainBuilder mine(int count) {
    for (int i = 0; i < count; i++) {
      mine();
    }
    return this;
  }

  /**
   * Adds a block.
   *
   * @throws IllegalArgumentException if it breaks a rule
   */
  public Block add(Block block) {
    var verdict = ledger.offer(block);
    if (!verdict.isValid()) {
      throw new IllegalArgumentException(verdict.toString());
    }
    blocks.add(block);
    return block;
  }

  /** Another chain that has the same blocks as this one up to {@code height}. */
  public ChainBuilder fork(int height) {
    var fork = new ChainBuilder(network());
    blocks.subList(1, height + 1).forEach(fork::add);
    return fork;
  }
}
