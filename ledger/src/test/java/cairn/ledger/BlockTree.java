package cairn.ledger;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.headers.Acceptance;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.rules.Place;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mines blocks for tests on top of any others, so that they form branches. Their headers are valid;
 * what is in them is not looked at, and no two of them are the same.
 */
public final class BlockTree {
  private final Network network;
  private final HeaderTree headers;
  private final List<Block> blocks = new ArrayList<>();

  /** The tree of the genesis block alone. */
  public BlockTree(Network network) {
    this.network = network;
    this.headers = new HeaderTree(network);
  }

  /** On regtest, where mining is easy. */
  public static BlockTree regtest() {
    return new BlockTree(Networks.regtest());
  }

  public Block genesis() {
    return network.genesis();
  }

  /** All blocks but the genesis block, in the order in which they were mined. */
  public List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** The entry of a block in a tree of headers that knows all of them. */
  public HeaderEntry entry(Block block) {
    var entry = headers.find(block.hash());
    if (entry == null) {
      throw new IllegalArgumentException(block + " is not of this tree");
    }
    return entry;
  }

  /** A block that comes after {@code previous}, to be changed before it is {@link #add}ed. */
  public BlockDraft draft(Block previous, Transaction... transactions) {
    var place = new Place(network.consensus(), entry(previous));
    var tag = new ScriptBuilder().number(place.height()).number(blocks.size() + 1000L).build();
    return new BlockDraft(network, place, Arrays.asList(transactions)).coinbaseScript(tag);
  }

  /** Mines a draft, and adds the block. */
  public Block add(BlockDraft draft) {
    return add(draft.mine());
  }

  /**
   * Adds a block.
   *
   * @throws IllegalArgumentException if its header breaks a rule
   */
  public Block add(Block block) {
    var header = block.header();
    if (headers.accept(header, block.hash(), header.time(), true)
        instanceof Acceptance.Refused(var why)) {
      throw new IllegalArgumentException(why.toString());
    }
    blocks.add(block);
    return block;
  }

  /** Adds a block with these transactions after {@code previous}. */
  public Block mine(Block previous, Transaction... transactions) {
    return add(draft(previous, transactions));
  }

  /** Adds so many blocks after {@code previous}, one on top of the other, and returns them. */
  public List<Block> mine(Block previous, int count) {
    var mined = new ArrayList<Block>();
    for (int i = 0; i < count; i++) {
      mined.add(mine(mined.isEmpty() ? previous : mined.getLast()));
    }
    return mined;
  }

  /** The first output of the coinbase: the subsidy, which anyone can spend. */
  public static OutPoint coinbase(Block block) {
    return new OutPoint(block.transactions().getFirst().txid(), 0);
  }
}
