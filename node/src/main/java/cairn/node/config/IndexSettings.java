package cairn.node.config;

import static cairn.node.config.Option.Category.OPTIONS;

import cairn.genesis.Network;
import cairn.ledger.index.IndexOptions;
import java.util.List;

/** The options that are about indexes. */
final class IndexSettings {
  static final List<Option> ALL =
      List.of(
          Option.of(
              "blockfilterindex",
              "=<type>",
              OPTIONS,
              "Keep the compact filters of blocks, of type basic, for light clients and wallets"
                  + " (default: 1, but for regtest and with -prune)"),
          Option.of(
              "coinstatsindex",
              "",
              OPTIONS,
              "Keep what all coins came to after each block, for gettxoutsetinfo (default: 0)"),
          Option.of(
              "txindex",
              "",
              OPTIONS,
              "Keep where each transaction is, for getrawtransaction (default: 0)"),
          Option.of(
              "txospenderindex",
              "",
              OPTIONS,
              "Keep what has spent each output, for gettxspendingprevout (default: 0)"));

  /** The only kind of block filter there is. */
  private static final String BASIC = "basic";

  private final Settings settings;
  private final Network network;

  IndexSettings(Settings settings, Network network) {
    this.settings = settings;
    this.network = network;
  }

  /**
   * Which indexes are wanted.
   *
   * @param prunes whether old blocks are deleted
   * @param rebuild whether everything is made anew
   */
  IndexOptions read(boolean prunes, boolean rebuild) throws ConfigException {
    return new IndexOptions(
        settings.flag("txindex", false),
        settings.flag("txospenderindex", false),
        hasBlockFilters(prunes),
        settings.flag("coinstatsindex", false),
        rebuild);
  }

  /**
   * Whether the filters of blocks are kept: unless it is said otherwise they are, so that a wallet
   * finds them. Networks for tests are for programs that start many nodes and expect what they know
   * of bitcoind.
   *
   * @param prunes whether old blocks are deleted
   */
  boolean hasBlockFilters(boolean prunes) throws ConfigException {
    var last = settings.text("blockfilterindex");
    if (last.isEmpty()) {
      return !prunes && !network.defaults().mockableTime();
    }
    var text = last.get();
    if (text.equals("0")) {
      return false;
    }
    if (!text.isEmpty() && !text.equals("1")) {
      for (var name : settings.texts("blockfilterindex")) {
        if (!name.equals(BASIC)) {
          throw new ConfigException("Unknown -blockfilterindex value %s.".formatted(name));
        }
      }
    }
    return true;
  }
}
