package cairn.ledger;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.opentest4j.TestAbortedException;

/** Blocks and headers of the networks that everyone knows, out of the test vectors. */
public final class RealBlocks {
  private static final int MAGIC_LENGTH = 4;

  private RealBlocks() {}

  /** The folders of the vectors with chain data, each with the network that it is about. */
  private static Map<String, Network> folders() {
    return Map.of(
        "chain/mainnet", Networks.main(),
        "chain/testnet3", Networks.testnet3(),
        "chain/testnet4", Networks.testnet4(),
        "chain/signet", Networks.signet(),
        "chain/regtest", Networks.regtest());
  }

  /**
   * One container for each file of the name, whatever network it is of, with the tests that {@code
   * tests} finds in it. If there is none at all, the test is skipped.
   */
  public static Stream<DynamicNode> eachFolder(
      String stem,
      String extension,
      BiFunction<Path, Network, Stream<? extends DynamicNode>> tests) {
    var nodes = new ArrayList<DynamicNode>();
    folders()
        .forEach((folder, network) -> {
          for (var file : files(folder, stem, extension)) {
            var name = folder + "/" + file.getFileName();
            nodes.add(dynamicContainer(name, tests.apply(file, network)));
          }
        });
    return nodes.isEmpty()
        ? abort("no test vectors chain/*/" + stem + "*" + extension)
        : nodes.stream();
  }

  private static List<Path> files(String folder, String stem, String extension) {
    try {
      return Vectors.files(folder, stem, extension);
    } catch (TestAbortedException e) {
      return List.of(); // another folder may have some
    }
  }

  /** Tests about headers of the main network that are in no chain; each row has one. */
  public static Stream<DynamicNode> eachStaleHeaders(
      Function<Stream<Vectors.Row>, Stream<? extends DynamicNode>> tests) {
    return Vectors.each(
        "chain/mainnet",
        "stale_headers",
        ".csv",
        file ->
            tests.apply(Vectors.csv(file).stream().filter(row -> !row.get("header").isEmpty())));
  }

  /** The number that a file's name has after its first underscore: a height. */
  public static int height(Path file) {
    return Integer.parseInt(file.getFileName().toString().replaceAll("^\\D*(\\d+).*$", "$1"));
  }

  /** The block that is all of the file. */
  public static Block block(Path file) {
    return decode(Vectors.bytes(file));
  }

  /** The blocks of a file in which each comes after the network's magic and its length. */
  public static List<Block> blocks(Path file) {
    var blocks = new ArrayList<Block>();
    var in = new ByteReader(Vectors.bytes(file));
    try {
      while (in.remaining() > 0) {
        in.bytes(MAGIC_LENGTH);
        blocks.add(Block.decode(in.bytes(in.int32())));
      }
    } catch (DecodeException e) {
      throw new IllegalArgumentException(file.toString(), e);
    }
    return blocks;
  }

  /** The headers of a file that has nothing else. */
  public static List<BlockHeader> headers(Path file) {
    var bytes = Vectors.bytes(file);
    var headers = new ArrayList<BlockHeader>();
    for (int at = 0; at < bytes.length(); at += BlockHeader.LENGTH) {
      headers.add(header(bytes.slice(at, at + BlockHeader.LENGTH)));
    }
    return headers;
  }

  public static BlockHeader header(Bytes bytes) {
    try {
      return BlockHeader.decode(bytes);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Block decode(Bytes bytes) {
    try {
      return Block.decode(bytes);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * What each transaction of a block spends.
   *
   * @param coins by the transaction's position in the block; nothing for the coinbase
   * @param medianTimes for the heights of some coins, the median time past of the block before
   */
  public record Spent(List<List<@Nullable Coin>> coins, Map<Integer, Long> medianTimes) {
    /** Reads the file of previous outputs that comes with {@code block}. */
    public static Spent read(Path file, Block block, int height) {
      var coins = new ArrayList<List<@Nullable Coin>>();
      block.transactions().forEach(_ -> coins.add(new ArrayList<>()));
      var medianTimes = new HashMap<Integer, Long>();
      for (var row : Vectors.csv(file)) {
        var output =
            new TxOut(
                new Amount(Long.parseLong(row.get("value_sat"))),
                Script.fromHex(row.get("script_pubkey_hex")));
        // A height that the source does not give is taken to be long ago.
        int at = row.get("prev_height").isEmpty() ? 0 : Integer.parseInt(row.get("prev_height"));
        boolean coinbase = row.get("prev_coinbase").equals("1");
        coins.get(Integer.parseInt(row.get("tx_index"))).add(new Coin(output, at, coinbase));
        if (!row.get("prev_mtp").isEmpty()) {
          medianTimes.put(at, Long.parseLong(row.get("prev_mtp")));
        }
      }
      medianTimes.putIfAbsent(height, block.header().time() - 1);
      return new Spent(coins, medianTimes);
    }
  }
}
