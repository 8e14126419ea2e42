package cairn.wallet.sync;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.rpc.NodeClient;
import cairn.wallet.store.ScannedBlocks;
import cairn.wallet.store.Settings;
import cairn.wallet.store.TxState;
import cairn.wallet.sync.NodeChain.Tip;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Brings a wallet up to the end of a node's chain: back along what the chain has left, then forward
 * by block filters (BIP 158), of which only blocks that match are read.
 *
 * <p>Each part of the way is written down at once with how far it goes, so that a process that is
 * killed goes on from there.
 */
public final class Synchronizer {
  /** How many blocks are asked for at a time: full ones take some 8 MB each in hex. */
  private static final int BLOCKS_AT_A_TIME = 8;

  /** Blocks above this depth may be replaced while they are read. */
  private static final int SHALLOW = 100;

  /** How many blocks are rather read than that the whole set of coins is searched. */
  private static final int FEW = 500;

  /** By how much the time of a block may be before that of what is in it. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(2);

  private final Wallet wallet;
  private final NodeChain chain;
  private final NodeClient node;

  public Synchronizer(Wallet wallet, NodeClient node) {
    this.wallet = wallet;
    this.node = node;
    this.chain = new NodeChain(node, wallet.network());
  }

  /**
   * What came of it.
   *
   * @param height up to which the chain is known
   * @param mempoolSeen whether the mempool was searched, too; a very large one is not
   */
  public record Result(int height, boolean mempoolSeen) {}

  /** Goes to the end of the chain. */
  public Result synchronize(Progress progress) throws WalletException {
    while (true) {
      var tip = chain.tip();
      int from = goBack(tip) + 1;
      if (from > tip.height() || scan(from, tip, progress)) {
        boolean seen = new MempoolScan(wallet, node).run();
        return new Result(tip.height(), seen);
      }
    }
  }

  /** Leaves the blocks that the node's chain does not have; the height that is left. */
  private int goBack(Tip tip) throws WalletException {
    var known = wallet.blocks().tip();
    if (known.isEmpty()) {
      return birthday(tip) - 1;
    }
    if (known.get().equals(new ScannedBlocks.Point(tip.height(), tip.hash()))) {
      return tip.height();
    }
    int height = Math.min(known.get().height(), tip.height());
    int lowest = wallet.blocks().lowest().orElse(0);
    while (height >= lowest) {
      int from = Math.max(lowest, height - SHALLOW);
      var hashes = chain.hashes(from, height);
      for (; height >= from; height--) {
        var here = wallet.blocks().at(height);
        if (here.isPresent() && here.get().equals(hashes.get(height - from))) {
          return rollBack(height, known.get().height());
        }
      }
    }
    // More was reorganised than is remembered, or only a search for coins was made: from the start.
    wallet.forgetChain(birthday(tip));
    return birthday(tip) - 1;
  }

  private int rollBack(int height, int from) throws WalletException {
    if (height < from) {
      wallet
          .database()
          .atomically(() -> {
            wallet.blocks().rollBack(height);
            wallet.transactions().rollBack(height);
          });
    }
    return height;
  }

  /** The height of the first block that can have anything for the wallet. */
  private int birthday(Tip tip) throws WalletException {
    var birthday = wallet.settings().get(Settings.BIRTHDAY).orElse("height:0");
    int colon = birthday.indexOf(':');
    long number = Long.parseLong(birthday.substring(colon + 1));
    if (birthday.startsWith("height:")) {
      return (int) Math.min(number, tip.height() + 1L);
    }
    int height = firstAfter(number - CLOCKS_DIFFER.toSeconds(), tip);
    wallet.settings().set(Settings.BIRTHDAY, "height:" + height);
    return height;
  }

  private int firstAfter(long time, Tip tip) throws WalletException {
    int low = 0;
    int high = tip.height();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chain.time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Scans blocks; false if the chain was reorganised meanwhile. */
  private boolean scan(int from, Tip tip, Progress progress) throws WalletException {
    var recorder = new Recorder(wallet);
    boolean filtered = chain.filters(List.of(tip.hash())).isPresent();
    if (!filtered && tip.height() - from >= FEW) {
      new CoinSearch(wallet, node, chain).run(progress);
      return true;
    }
    try (var client = node.another();
        var chunks =
            new Chunks(new NodeChain(client, wallet.network()), from, tip.height(), filtered)) {
      while (chunks.hasNext()) {
        var chunk = chunks.next();
        if (chunk.to() > tip.height() - SHALLOW && !isLinked(chunk.from(), chunk.hashes())) {
          return false;
        }
        scan(recorder, chunk);
        progress.at(from, chunk.to(), tip.height());
      }
    }
    return true;
  }

  /** Whether each of the blocks follows the one before, and the first what was scanned. */
  private boolean isLinked(int from, List<BlockHash> hashes) throws WalletException {
    var headers = chain.headers(hashes);
    var before = wallet.blocks().at(from - 1);
    for (int i = 0; i < hashes.size(); i++) {
      if (before.isPresent() && !headers.get(i).previous().equals(before.get())) {
        return false;
      }
      before = Optional.of(hashes.get(i));
    }
    return true;
  }

  private void scan(Recorder recorder, Chunks.Chunk chunk) throws WalletException {
    var matching = chunk.matching(recorder.scripts(), 0);
    wallet
        .database()
        .atomically(() -> {
          var read = new HashMap<Integer, Block>();
          for (int i = matching.nextSetBit(0); i >= 0; i = matching.nextSetBit(i + 1)) {
            if (!read.containsKey(i)) {
              read.putAll(read(chunk, matching, i));
            }
            record(recorder, chunk.from() + i, Objects.requireNonNull(read.remove(i)));
            var fresh = recorder.takeFresh();
            if (!fresh.isEmpty()) {
              matching.or(chunk.matching(fresh, i + 1));
            }
          }
          for (int i = 0; i < chunk.hashes().size(); i++) {
            wallet.blocks().put(chunk.from() + i, chunk.hashes().get(i));
          }
          wallet.blocks().trim();
        });
  }

  /** The next blocks of those that match, by their places in the chunk. */
  private Map<Integer, Block> read(Chunks.Chunk chunk, BitSet matching, int from)
      throws WalletException {
    var places = matching.stream().filter(i -> i >= from).limit(BLOCKS_AT_A_TIME).boxed().toList();
    var blocks = chain.blocks(places.stream().map(chunk.hashes()::get).toList());
    var read = new HashMap<Integer, Block>();
    for (int i = 0; i < places.size(); i++) {
      read.put(places.get(i), blocks.get(i));
    }
    return read;
  }

  private void record(Recorder recorder, int height, Block block) throws WalletException {
    boolean more = true;
    while (more) { // a payment may have more addresses watched, and this block may pay those
      more = false;
      for (var transaction : block.transactions()) {
        if (recorder.concerns(transaction)) {
          more |=
              recorder.record(
                  transaction, TxState.CONFIRMED, OptionalInt.of(height), block.header().time());
        }
      }
    }
  }
}
