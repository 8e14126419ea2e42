package cairn.node.config;

import static cairn.node.config.Option.Category.CHAIN;
import static cairn.node.config.Option.Category.OPTIONS;
import static cairn.node.config.Option.Trait.NEEDS_VALUE;
import static cairn.node.config.Option.Trait.NETWORK_ONLY;
import static cairn.node.config.Option.Trait.NOT_NEGATABLE;
import static cairn.node.config.Option.Trait.SECRET;

import cairn.node.config.Option.Category;
import java.util.List;

/** The options of {@code ./cairn cli}, under the names that {@code bitcoin-cli} gave them. */
public final class CliOptions {
  static final int DEFAULT_TIMEOUT_SECONDS = 900;

  private CliOptions() {}

  public static OptionTable table() {
    return new OptionTable(
        List.of(
            Option.of("help", "", OPTIONS, "Print this help message and exit (also -h or -?)"),
            Option.of("h", "", OPTIONS, "Print this help message and exit"),
            Option.of("?", "", OPTIONS, "Print this help message and exit"),
            Option.of("version", "", OPTIONS, "Print version and exit"),
            Option.of(
                "conf",
                "=<file>",
                OPTIONS,
                "Configuration file. Relative paths begin in the data directory (default:"
                    + " bitcoin.conf, or else cairn.conf)"),
            Option.of("datadir", "=<dir>", OPTIONS, "Data directory", NOT_NEGATABLE),
            Option.of("includeconf", "=<file>", OPTIONS, "Another configuration file"),
            Option.of(
                "allowignoredconf",
                "",
                OPTIONS,
                "Go on when there is a configuration file that is not the one read"),
            Option.of("addrinfo", "", OPTIONS, "Say how many addresses of nodes are known"),
            Option.of(
                "generate",
                "",
                OPTIONS,
                "Mine blocks for the node's wallet: one, or as many as the first word says; the"
                    + " second one says how many hashes to try"),
            Option.of("getinfo", "", OPTIONS, "Say how the node is doing, for people"),
            Option.of(
                "netinfo",
                "",
                OPTIONS,
                "Show the node's connections; '-netinfo help' says what else can be asked for"),
            Option.of(
                "color",
                "=<when>",
                OPTIONS,
                "Whether -getinfo has colours: always, never, or auto, on a terminal (default:"
                    + " auto)",
                NOT_NEGATABLE),
            Option.of("ipcconnect", "=<address>", Category.ACCEPTED, ""),
            Option.of(
                "named",
                "",
                OPTIONS,
                "Parameters have names: name=value. Those without stand for their places."),
            Option.of(
                "rpcid",
                "=<id>",
                OPTIONS,
                "The id of the request, which the node logs (default: 1)",
                NOT_NEGATABLE,
                NEEDS_VALUE),
            Option.of(
                "rpcclienttimeout",
                "=<n>",
                OPTIONS,
                "Seconds to wait for the node to go on, or 0 for ever (default: "
                    + DEFAULT_TIMEOUT_SECONDS
                    + ")"),
            Option.of(
                "rpcconnect", "=<host>[:port]", OPTIONS, "Where the node is (default: 127.0.0.1)"),
            Option.of(
                "rpccookiefile",
                "=<file>",
                OPTIONS,
                "The node's cookie. Relative paths begin in the network's data directory (default:"
                    + " .cookie)"),
            Option.of("rpcpassword", "=<password>", OPTIONS, "Password", SECRET),
            Option.of(
                "rpcport",
                "=<port>",
                OPTIONS,
                "The port of the node (default: the network's)",
                NETWORK_ONLY),
            Option.of("rpcuser", "=<user>", OPTIONS, "User name", SECRET),
            Option.of("rpcwait", "", OPTIONS, "Wait until the node answers"),
            Option.of(
                "rpcwaittimeout",
                "=<n>",
                OPTIONS,
                "Seconds to wait with -rpcwait, or 0 for ever (default: 0)",
                NOT_NEGATABLE),
            Option.of("rpcwallet", "=<name>", OPTIONS, "The wallet of the node that is meant"),
            Option.of("stdin", "", OPTIONS, "Read more parameters from standard input, one a line"),
            Option.of(
                "stdinrpcpass",
                "",
                OPTIONS,
                "Read the password from standard input, as the first line"),
            Option.of(
                "stdinwalletpassphrase",
                "",
                OPTIONS,
                "Read the wallet's passphrase from standard input, as the next line"),
            Option.of(
                "chain",
                "=<chain>",
                CHAIN,
                "The network of the node: main, test, testnet4, signet, regtest, devnet, or a file"
                    + " (default: main)"),
            Option.of("regtest", "", CHAIN, "Equivalent to -chain=regtest."),
            Option.of("signet", "", CHAIN, "Equivalent to -chain=signet."),
            Option.of("testnet", "", CHAIN, "Equivalent to -chain=test."),
            Option.of("testnet4", "", CHAIN, "Equivalent to -chain=testnet4.")));
  }
}
