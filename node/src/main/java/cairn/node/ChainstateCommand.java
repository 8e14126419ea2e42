package cairn.node;

import cairn.genesis.Network;
import cairn.ledger.BestBlock;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.StorageException;
import cairn.node.config.ConfigException;
import cairn.node.config.ConfigReader;
import cairn.node.config.NodeConfig;
import cairn.node.log.Display;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./cairn chainstate}: counts the coins of a node that does not run, as {@code
 * gettxoutsetinfo} counts those of one that does. Nothing in the directory changes, but that nodes
 * are kept out of it.
 */
final class ChainstateCommand {
  private static final String HELP =
      """
      Usage: ./cairn chainstate [options] [--json]

      Says how high the chain of a node is that does not run now, and what its unspent coins come to:
      their number, total amount, hash_serialized_3 and MuHash, as gettxoutsetinfo gives them. It
      changes nothing.

        --json  prints them as JSON, with the names of gettxoutsetinfo

      All options of './cairn node' are understood; -datadir, -conf and those that choose the chain
      say where to look.
      """;

  private final PrintStream out;
  private final Display display;
  private final boolean json;

  private ChainstateCommand(PrintStream out, Display display, boolean json) {
    this.out = out;
    this.display = display;
    this.json = json;
  }

  /**
   * Runs the command.
   *
   * @param terminal whether {@code out} is a terminal, on which progress can be shown
   * @return the exit status
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err, boolean terminal) {
    var nodeArguments = new ArrayList<>(arguments);
    boolean json = nodeArguments.removeIf(List.of("--json", "-json")::contains);
    var command = new ChainstateCommand(out, new Display(out, terminal && !json), json);
    try {
      switch (ConfigReader.request(nodeArguments)) {
        case HELP, HELP_DEBUG -> out.print(HELP);
        case VERSION -> out.println("Cairn version v" + Version.CAIRN);
        case RUN ->
            command.run(ConfigReader.read(nodeArguments, NodeCommand.defaultDataDirectory()));
      }
      return 0;
    } catch (ConfigException | StorageException e) {
      err.println("Error: " + e.getMessage());
      return 1;
    }
  }

  private void run(NodeConfig config) throws ConfigException {
    var directory = config.networkDirectory().resolve(LedgerConfig.CHAINSTATE);
    if (!Files.isDirectory(directory)) {
      throw new ConfigException(
          "There is no chainstate in %s. Choose -datadir and the chain of a node that has run."
              .formatted(config.networkDirectory()));
    }
    var genesis = config.network().genesis().hash();
    try (var _ = DirectoryLock.acquireToRead(config.networkDirectory());
        var snapshot = Ledger.coinsAtRest(config.networkDirectory(), config.network())) {
      var statistics =
          CoinsStatistics.of(
              snapshot, EnumSet.allOf(Hash.class), config.verifyThreads(), this::advanced);
      display.show("");
      var best = Optional.ofNullable(snapshot.bestBlock()).orElse(new BestBlock(genesis, 0));
      print(config.network(), best, statistics.orElseThrow());
    }
  }

  private boolean advanced(double share) {
    display.show("Counting coins: %.1f%%".formatted(100 * share));
    return true;
  }

  private void print(Network network, BestBlock best, CoinsStatistics coins) {
    var serialized = Objects.requireNonNull(coins.serialized());
    var muhash = Objects.requireNonNull(coins.muhash());
    if (json) {
      var mapper =
          JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
      out.println(
          mapper.writeValueAsString(
              mapper
                  .createObjectNode()
                  .put("height", best.height())
                  .put("bestblock", best.hash().display())
                  .put("txouts", coins.coins())
                  .put("bogosize", coins.bogoSize())
                  .put("hash_serialized_3", serialized.toString())
                  .put("muhash", muhash.toString())
                  .put("total_amount", new BigDecimal(coins.total().toString()))
                  .put("transactions", coins.transactions())
                  .put("disk_size", coins.diskBytes())));
      return;
    }
    out.printf("chain              %s%n", network);
    out.printf("height             %d%n", best.height());
    out.printf("best block         %s%n", best.hash());
    out.printf("coins              %d%n", coins.coins());
    out.printf("transactions       %d%n", coins.transactions());
    out.printf("total amount       %s%n", coins.total());
    out.printf("hash_serialized_3  %s%n", serialized);
    out.printf("muhash             %s%n", muhash);
    out.printf("bogosize           %d%n", coins.bogoSize());
    out.printf("disk size          %d bytes%n", coins.diskBytes());
  }
}
