package cairn.wallet.sync;

import cairn.genesis.Network;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.MerkleTree;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.filter.BlockFilter;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.rpc.NodeClient.Call;
import cairn.wallet.rpc.NodeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chain as a node tells it. What the node says is checked as far as that is cheap. */
public final class NodeChain {
  /** What Bitcoin Core says of filters while it makes them. */
  private static final String STILL_INDEXING = "still in the process of being indexed";

  /** Above it, lock times would be times: no chain gets there. */
  private static final int MAX_HEIGHT = 499_999_999;

  private final NodeClient node;
  private final Network network;

  public NodeChain(NodeClient node, Network network) {
    this.node = node;
    this.network = network;
  }

  /**
   * How far the node is.
   *
   * @param height of its best block
   */
  public record Tip(int height, BlockHash hash) {}

  /**
   * The end of the node's chain.
   *
   * @throws WalletException if the node is on another network, or still synchronising
   */
  public Tip tip() throws WalletException {
    var info = node.call("getblockchaininfo");
    var genesis = hash(node.call("getblockhash", 0));
    if (!genesis.equals(network.genesis().hash())) {
      throw WalletException.noNode(
          "the node at %s is on the network %s, and the wallet on %s"
              .formatted(node.address(), info.get("chain").text(), network));
    }
    int blocks = height(info.get("blocks"));
    long headers = info.get("headers").integer();
    boolean hasPublicChain = network.facts().assumedValid() != null;
    if (info.get("initialblockdownload").isTrue() && (headers > blocks || hasPublicChain)) {
      throw WalletException.noNode(
          "the node at %s is still synchronising: it has block %d of %d"
              .formatted(node.address(), blocks, headers));
    }
    return new Tip(blocks, hash(info.get("bestblockhash")));
  }

  /** The height from which on the node has all blocks: above 0 only if it prunes. */
  public int lowest() throws WalletException {
    var info = node.call("getblockchaininfo");
    return info.get("pruned").isTrue() ? height(info.get("pruneheight")) : 0;
  }

  /** A height that the node tells. */
  static int height(Json json) throws WalletException {
    long height = json.integer();
    if (height < 0 || height > MAX_HEIGHT) {
      throw WalletException.noNode("the node gives a height that is none: " + height);
    }
    return (int) height;
  }

  /** The hash of a block that the node tells. */
  static BlockHash hash(Json json) throws WalletException {
    try {
      return BlockHash.fromDisplay(json.text());
    } catch (IllegalArgumentException e) {
      throw WalletException.noNode("the node gives a hash that is none");
    }
  }

  /** The hashes of the node's best chain from one height to another, both included. */
  public List<BlockHash> hashes(int from, int to) throws WalletException {
    var calls = new ArrayList<Call>();
    for (int height = from; height <= to; height++) {
      calls.add(Call.of("getblockhash", height));
    }
    var hashes = new ArrayList<BlockHash>();
    for (var answer : node.callAll(calls)) {
      hashes.add(hash(answer));
    }
    return hashes;
  }

  /** The filters of blocks; empty if the node keeps none. */
  public Optional<List<BlockFilter>> filters(List<BlockHash> blocks) throws WalletException {
    try {
      return Optional.of(requireFilters(blocks));
    } catch (NodeError e) {
      if (e.text().contains(STILL_INDEXING)) {
        throw WalletException.noNode(
            "the node at " + node.address() + " is still making its block filters");
      }
      if (e.code() == NodeError.MISC || e.code() == NodeError.NO_METHOD) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The filters of blocks, of a node that keeps them. */
  List<BlockFilter> requireFilters(List<BlockHash> blocks) throws WalletException {
    var answers =
        node.callAll(
            blocks.stream()
                .map(hash -> Call.of("getblockfilter", hash.toString(), "basic"))
                .toList());
    var filters = new ArrayList<BlockFilter>();
    for (int i = 0; i < blocks.size(); i++) {
      try {
        filters.add(BlockFilter.decode(blocks.get(i), hex(answers.get(i).get("filter"))));
      } catch (DecodeException e) {
        throw WalletException.noNode("the node gives a filter that is none");
      }
    }
    return filters;
  }

  private static Bytes hex(Json json) throws WalletException {
    try {
      return Bytes.fromHex(json.text());
    } catch (IllegalArgumentException e) {
      throw WalletException.noNode("the node gives hex that is none");
    }
  }

  /** The blocks of these hashes. */
  List<Block> blocks(List<BlockHash> hashes) throws WalletException {
    var blocks = new ArrayList<Block>();
    try {
      var answers =
          node.callAll(
              hashes.stream().map(hash -> Call.of("getblock", hash.toString(), 0)).toList());
      for (int i = 0; i < hashes.size(); i++) {
        var block = Block.decode(hex(answers.get(i)));
        if (!block.hash().equals(hashes.get(i)) || !isWhole(block)) {
          throw WalletException.noNode("the node gives another block than it was asked for");
        }
        blocks.add(block);
      }
      return blocks;
    } catch (DecodeException e) {
      throw WalletException.noNode("the node gives a block that is none");
    } catch (NodeError e) {
      if (e.code() == NodeError.MISC) {
        throw WalletException.failed(
            "the node does not have all blocks of this wallet's time any more: it prunes");
      }
      throw e;
    }
  }

  /** Whether its transactions are those that its header commits to. */
  private static boolean isWhole(Block block) {
    var tree = MerkleTree.of(block.txids());
    return tree.root().equals(block.header().merkleRoot()) && !tree.hasEqualNeighbours();
  }

  /** The headers of blocks. */
  List<BlockHeader> headers(List<BlockHash> blocks) throws WalletException {
    var calls =
        blocks.stream().map(hash -> Call.of("getblockheader", hash.toString(), false)).toList();
    var headers = new ArrayList<BlockHeader>();
    for (var answer : node.callAll(calls)) {
      try {
        var header = BlockHeader.decode(hex(answer));
        if (!header.hash().equals(blocks.get(headers.size()))) {
          throw WalletException.noNode("the node gives another header than it was asked for");
        }
        headers.add(header);
      } catch (DecodeException e) {
        throw WalletException.noNode("the node gives a header that is none");
      }
    }
    return headers;
  }

  /** When a block was made, as it says, in seconds since 1970. */
  public long time(int height) throws WalletException {
    var hash = hashes(height, height).getFirst();
    return node.call("getblockheader", hash.toString()).get("time").integer();
  }

  /** A transaction of a block. */
  Transaction transaction(Txid txid, BlockHash block) throws WalletException {
    var found =
        transaction(node.call("getrawtransaction", txid.toString(), false, block.toString()));
    if (!found.txid().equals(txid)) {
      throw WalletException.noNode("the node gives another transaction than it was asked for");
    }
    return found;
  }

  /** The id of a transaction that the node tells. */
  static Txid txid(Json json) throws WalletException {
    try {
      return Txid.fromDisplay(json.text());
    } catch (IllegalArgumentException e) {
      throw WalletException.noNode("the node gives an id of a transaction that is none");
    }
  }

  /** A transaction in hex. */
  static Transaction transaction(Json hex) throws WalletException {
    try {
      return Transaction.decode(hex(hex));
    } catch (DecodeException e) {
      throw WalletException.noNode("the node gives a transaction that is none");
    }
  }
}
