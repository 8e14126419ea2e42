package cairn.ledger;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.DecodeException;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.sighash.SpendingTransaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * A block of a real chain, with the outputs that it spends, from the test vectors.
 *
 * @param spending its transactions but for the coinbase, in block order
 */
public record RealBlock(
    Network network, int height, Block block, List<SpendingTransaction> spending) {
  private static final String SUFFIX = ".prevouts.csv";
  private static final Pattern HEIGHT = Pattern.compile("block_(\\d+)\\..*");

  /** The tests that {@code tests} makes of each block whose spent outputs are given. */
  public static Stream<DynamicNode> each(Function<RealBlock, Stream<? extends DynamicNode>> tests) {
    return Stream.of(
        chain("mainnet", Networks.main(), tests),
        chain("testnet3", Networks.testnet3(), tests),
        chain("testnet4", Networks.testnet4(), tests),
        chain("signet", Networks.signet(), tests),
        chain("regtest", Networks.regtest(), tests));
  }

  /** Looks for files only when its turn comes: a network without any is skipped by itself. */
  private static DynamicNode chain(
      String folder, Network network, Function<RealBlock, Stream<? extends DynamicNode>> tests) {
    var path = "chain/" + folder;
    return dynamicContainer(
        folder,
        Stream.of(path)
            .flatMap(_ ->
                Vectors.each(
                    path, "block_", SUFFIX, file -> tests.apply(read(network, path, file)))));
  }

  private static RealBlock read(Network network, String folder, Path prevouts) {
    var height = HEIGHT.matcher(prevouts.getFileName().toString());
    if (!height.matches()) {
      throw new IllegalArgumentException("no height in the name of " + prevouts);
    }
    var number = height.group(1);
    var bytes = Vectors.bytes(Vectors.file(folder + "/block_" + number + ".raw"));
    try {
      var block = Block.decode(bytes);
      return new RealBlock(network, Integer.parseInt(number), block, spending(block, prevouts));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(prevouts.toString(), e);
    }
  }

  private static List<SpendingTransaction> spending(Block block, Path prevouts) {
    var spent = new TreeMap<Integer, List<TxOut>>();
    for (var row : Vectors.csv(prevouts)) {
      var amount = new Amount(Long.parseLong(row.get("value_sat")));
      var output = new TxOut(amount, Script.fromHex(row.get("script_pubkey_hex")));
      spent
          .computeIfAbsent(Integer.valueOf(row.get("tx_index")), _ -> new ArrayList<>())
          .add(output);
    }
    var spending = new ArrayList<SpendingTransaction>();
    for (var entry : spent.entrySet()) {
      var transaction = block.transactions().get(entry.getKey());
      spending.add(new SpendingTransaction(transaction, entry.getValue()));
    }
    return spending;
  }
}
