package cairn.node.config;

import static cairn.node.config.Option.Category.ACCEPTED;
import static cairn.node.config.Option.Category.CHAIN;
import static cairn.node.config.Option.Category.DEBUG_TEST;
import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.ALWAYS_OFF;
import static cairn.node.config.Option.Trait.DEBUG;
import static cairn.node.config.Option.Trait.NEEDS_VALUE;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;
import static cairn.node.config.Option.Trait.NOT_NEGATABLE;
import static cairn.node.config.Option.Trait.SECRET;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code ./cairn node}, under the names that {@code bitcoind} gave them. */
public final class NodeOptions {
  private static final List<Option> EFFECTIVE =
      List.of(
          Option.of("help", "", OPTIONS, "Print this help message and exit (also -h or -?)"),
          Option.of("version", "", OPTIONS, "Print version and exit"),
          Option.of(
              "allowignoredconf",
              "",
              OPTIONS,
              "Treat an unused configuration file in the data directory as a warning, not an"
                  + " error."),
          Option.of(
              "assumevalid",
              "=<hex>",
              OPTIONS,
              "If this block is in the chain, assume that it and its ancestors are valid, and skip"
                  + " their script verification (0 to verify all; default: the network's)"),
          Option.of(
              "blocksdir",
              "=<dir>",
              OPTIONS,
              "Directory to hold the blocks subdirectory with its *.dat files (default:"
                  + " <datadir>)"),
          Option.of(
              "blocksxor",
              "",
              OPTIONS,
              "Whether an XOR key applies to the *.dat files of blocks. It is random for a fresh"
                  + " blocks directory, and zeros for an old one or with -blocksxor=0 (default:"
                  + " 1)"),
          Option.of(
              "conf",
              "=<file>",
              OPTIONS,
              "Read-only configuration file, on the command line only. Relative paths begin in the"
                  + " data directory (default: bitcoin.conf, or else cairn.conf)"),
          Option.of("datadir", "=<dir>", OPTIONS, "Data directory", NOT_NEGATABLE),
          Option.of(
              "dbcache",
              "=<n>",
              OPTIONS,
              "Memory for unspent coins and the coins database, in MiB (minimum: "
                  + NodeConfig.MIN_DBCACHE_MIB
                  + ", default: "
                  + NodeConfig.DEFAULT_DBCACHE_MIB
                  + ")"),
          Option.of(
              "debuglogfile",
              "=<file>",
              OPTIONS,
              "Where the debug log goes. Relative paths begin in the network's data directory;"
                  + " -nodebuglogfile writes none (default: debug.log)"),
          Option.of(
              "includeconf",
              "=<file>",
              OPTIONS,
              "Another configuration file, relative to the data directory; in a configuration file"
                  + " only"),
          Option.of(
              "loadblock",
              "=<file>",
              OPTIONS,
              "Import blocks from a file on start; may be repeated. Files with an XOR key are not"
                  + " supported."),
          Option.of(
              "par",
              "=<n>",
              OPTIONS,
              "Threads that verify scripts (0 = as many as there are processors, up to "
                  + NodeConfig.MAX_VERIFY_THREADS
                  + "; below 0 = leave that many processors free; default: 0)"),
          Option.of(
              "pid",
              "=<file>",
              OPTIONS,
              "Where the process id is written. Relative paths begin in the network's data"
                  + " directory (default: bitcoind.pid)"),
          Option.of(
              "prune",
              "=<n>",
              OPTIONS,
              "Delete old blocks (0 = never, 1 = when asked to, from "
                  + NodeConfig.MIN_PRUNE_TARGET_MIB
                  + " on: keep block files below this many MiB; default: 0). To have the old blocks"
                  + " again, everything must be imported or downloaded again."),
          Option.of(
              "readyfile",
              "=<file>",
              OPTIONS,
              "Add a line, started, to this file when the options and directories are found to be"
                  + " good, and one, ready, when the node is"),
          Option.of(
              "reindex",
              "",
              OPTIONS,
              "Throw the header index and the coins away, and rebuild both from the blk*.dat"
                  + " files."),
          Option.of(
              "reindex-chainstate",
              "",
              OPTIONS,
              "Throw the coins away, and rebuild them from the blocks on disk."),
          Option.of(
              "chain",
              "=<chain>",
              CHAIN,
              "The network: main, test, testnet4, signet, regtest, devnet, or a file that ./cairn"
                  + " genesis new has made (default: main)"),
          Option.of(
              "regtest",
              "",
              CHAIN,
              "The network for tests, on which blocks are found at once. Equivalent to"
                  + " -chain=regtest.",
              DEBUG),
          Option.of(
              "signet",
              "",
              CHAIN,
              "The signed test network. Equivalent to -chain=signet; -signetchallenge says which."),
          Option.of(
              "signetchallenge",
              "=<hex>",
              CHAIN,
              "The script that the blocks of a signet must satisfy (default: the public one's)",
              NOT_NEGATABLE),
          Option.of(
              "signetseednode",
              "=<host>[:port]",
              CHAIN,
              "Ask this host for nodes of a signet, in place of the public one's DNS seeds; may be"
                  + " repeated",
              NOT_NEGATABLE),
          Option.of("testnet", "", CHAIN, "Testnet3, deprecated. Equivalent to -chain=test."),
          Option.of("testnet4", "", CHAIN, "Testnet4. Equivalent to -chain=testnet4."),
          Option.of(
              "vbparams",
              "=deployment:start:end[:min_activation_height]",
              CHAIN,
              "Other times and height for a version bits deployment (tests only)",
              DEBUG),
          Option.of(
              "checkblocks",
              "=<n>",
              DEBUG_TEST,
              "Blocks to check at start (0 = all, default: "
                  + NodeConfig.DEFAULT_CHECK_BLOCKS
                  + ")",
              DEBUG),
          Option.of(
              "checklevel",
              "=<n>",
              DEBUG_TEST,
              "How thoroughly -checkblocks checks: level 0 reads the blocks from disk, 1 verifies"
                  + " block validity, 2 verifies undo data, 3 checks disconnection of tip blocks,"
                  + " and 4 tries to reconnect the blocks (default: "
                  + NodeConfig.DEFAULT_CHECK_LEVEL
                  + ")",
              DEBUG),
          Option.of(
              "debug",
              "=<category>",
              DEBUG_TEST,
              "Log more: of one category, or of all if none or 1 is given (0 takes earlier ones"
                  + " back); may be repeated. Categories: "
                  + LogCategory.names()),
          Option.of(
              "debugexclude",
              "=<category>",
              DEBUG_TEST,
              "Leave out one category of -debug; may be repeated"),
          Option.of(
              "fastprune",
              "",
              DEBUG_TEST,
              "Small block files, and pruning at low heights, for tests",
              DEBUG),
          Option.of(
              "help-debug", "", DEBUG_TEST, "Print the help with the options for tests, and exit"),
          Option.of(
              "loglevel",
              "=<level>|<category>:<level>",
              DEBUG_TEST,
              "How much is logged of the categories under -debug, or of one of them: "
                  + LogLevel.names()
                  + " (default: debug); may be repeated",
              NOT_NEGATABLE,
              NEEDS_VALUE,
              DEBUG),
          Option.of(
              "logformat",
              "=<format>",
              DEBUG_TEST,
              "How lines of the log are written: text, or json, an object to a line (default:"
                  + " text)",
              NOT_NEGATABLE,
              NEEDS_VALUE),
          Option.of(
              "loglevelalways",
              "",
              DEBUG_TEST,
              "Begin each line with category and level (default: 0)"),
          Option.of(
              "logratelimit",
              "",
              DEBUG_TEST,
              "Write no more than 1 MiB in an hour to the file from one place of the program, but"
                  + " for what -debug adds (default: 1)"),
          Option.of("logthreadnames", "", DEBUG_TEST, "Log the name of the thread (default: 0)"),
          Option.of(
              "logtimemicros", "", DEBUG_TEST, "Log times to the microsecond (default: 0)", DEBUG),
          Option.of("logtimestamps", "", DEBUG_TEST, "Log the time (default: 1)"),
          Option.of(
              "maxtipage",
              "=<n>",
              DEBUG_TEST,
              "A chain whose last block is older than this many seconds is still being synchronised"
                  + " (default: "
                  + NodeConfig.DEFAULT_MAX_TIP_AGE.toSeconds()
                  + ")",
              DEBUG),
          Option.of(
              "minimumchainwork",
              "=<hex>",
              DEBUG_TEST,
              "The work that a valid chain is assumed to have at least (default: the network's)",
              DEBUG),
          Option.of(
              "mocktime",
              "=<n>",
              DEBUG_TEST,
              "Replace the clock by this time, in seconds since 1970 (default: 0, the real time)",
              DEBUG),
          Option.of(
              "printtoconsole",
              "",
              DEBUG_TEST,
              "Write the log to the console as well (default: 1)"),
          Option.of(
              "shrinkdebugfile",
              "",
              DEBUG_TEST,
              "Shorten the debug log on start (default: 1 when no -debug)"),
          Option.of(
              "stopafterblockimport",
              "",
              DEBUG_TEST,
              "Stop after importing blocks from disk (default: 0)"),
          Option.of(
              "stopatheight",
              "=<n>",
              DEBUG_TEST,
              "Stop once the main chain has reached this height (default: 0, never)",
              DEBUG),
          Option.of(
              "test",
              "=<option>",
              DEBUG_TEST,
              "A testing option of regtest: bip94 (enforce BIP94 consensus rules)",
              DEBUG),
          Option.of(
              "testactivationheight",
              "=name@height",
              DEBUG_TEST,
              "The activation height of name (segwit, bip34, dersig, cltv, csv); tests only",
              DEBUG));

  /**
   * Options of {@code bitcoind} that change nothing here, and stop nothing: scripts and
   * configuration files that are shared with it begin with them.
   */
  private static final String ACCEPTED_NAMES =
      """
      ? addresstype avoidpartialspends changetype checkblockindex \
      checkmempool checkpoints choosedatadir consolidatefeerate daemon daemonwait dbbatchsize \
      dbcrashratio disablewallet discardfee fallbackfee forcecompactdb h i2psam \
      ipcbind keypool lang limitancestorcount limitancestorsize limitdescendantcount \
      limitdescendantsize logsourcelocations maxapsfee maxtxfee min mintxfee \
      prevoutfetchthreads printpriority resetguisettings settings signer \
      spendzeroconfchange splash torcontrol txconfirmtarget uiplatform unsafesqlitesync \
      walletbroadcast walletcrosschain walletnotify walletrbf walletrejectlongchains\
      """;

  private static final String ACCEPTED_NETWORK_NAMES = "wallet walletdir";

  private static final String ACCEPTED_SWITCHES =
      "capturemessages i2pacceptincoming listenonion natpmp txreconciliation";

  private static final String ACCEPTED_SECRETS = "torpassword";

  private NodeOptions() {}

  /** All of them. */
  public static OptionTable table() {
    var all = new ArrayList<>(EFFECTIVE);
    all.addAll(CommandOptions.ALL);
    all.addAll(MempoolOptions.ALL);
    all.addAll(MetricsOptions.ALL);
    all.addAll(IndexSettings.ALL);
    all.addAll(MiningOptions.ALL);
    all.addAll(PeerOptions.ALL);
    all.addAll(RpcOptions.ALL);
    all.addAll(WebOptions.ALL);
    all.addAll(ZmqOptions.ALL);
    accept(ACCEPTED_NAMES, all);
    accept(ACCEPTED_NETWORK_NAMES, all, NETWORK_ONLY);
    accept(ACCEPTED_SWITCHES, all, ALWAYS_OFF);
    accept(ACCEPTED_SECRETS, all, SECRET);
    return new OptionTable(all);
  }

  private static void accept(String names, List<Option> all, Option.Trait... traits) {
    for (var name : names.split(" ", -1)) {
      all.add(Option.of(name, "", ACCEPTED, "", traits));
    }
  }
}
