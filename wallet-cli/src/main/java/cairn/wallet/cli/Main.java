package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./cairn wallet}: options that all commands have, and the commands. */
@Command(
    name = "./cairn wallet",
    description = {
      "Keep keys, be paid and pay, with a node that answers JSON-RPC: Cairn or Bitcoin Core.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 wrong use, 3 no node, 4 not enough money, 5 refused by"
          + " you.",
      "An option, then CAIRN_... in the environment, then config.toml decide; 'config show' tells."
    },
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CreateCommand.class,
      RestoreCommand.class,
      ListCommand.class,
      InfoCommand.class,
      AddressCommand.class,
      BalanceCommand.class,
      HistoryCommand.class,
      CoinsCommand.class,
      SendCommand.class,
      BumpCommand.class,
      CpfpCommand.class,
      CancelCommand.class,
      ResendCommand.class,
      PsbtCommand.class,
      MultisigCommand.class,
      SignMessageCommand.class,
      VerifyMessageCommand.class,
      LabelCommand.class,
      DescriptorCommand.class,
      RescanCommand.class,
      BackupCommand.class,
      ChangePasswordCommand.class,
      UnlockCommand.class,
      LockCommand.class,
      ImportCoreCommand.class,
      VerifyCommand.class,
      CompletionCommand.class,
      ConfigCommand.class
    })
public final class Main implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // by picocli alone
  private boolean help;

  @Option(
      names = {"-n", "--network"},
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "main, test, testnet4, signet, regtest, devnet, or the file of one of your own.")
  private @Nullable String network;

  @Option(
      names = {"-w", "--wallet"},
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Which wallet; 'default' if nothing is said.")
  private @Nullable String wallet;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON.")
  private boolean json;

  @Option(names = "--sat", scope = ScopeType.INHERIT, description = "Amounts are in satoshis.")
  private boolean sat;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Whose first line is the wallet's password.")
  private @Nullable String passwordFile;

  @Option(
      names = "--rpc-url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Where the node answers; on this machine if nothing is said.")
  private @Nullable String rpcUrl;

  @Option(
      names = "--rpc-cookie",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The node's cookie; sought in ~/.cairn and ~/.bitcoin if nothing is said.")
  private @Nullable String rpcCookie;

  @Option(
      names = "--rpc-user",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The user of the node, with rpc-password from the configuration.")
  private @Nullable String rpcUser;

  @Option(
      names = "--wallet-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The folder of the network's wallets.")
  private @Nullable String walletDir;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Another configuration than ~/.config/cairn/config.toml.")
  private @Nullable Path configFile;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    System.exit(
        run(
            new Surroundings(
                System.getenv(),
                System.out,
                System.err,
                Prompter.ofTerminal(),
                Clock.systemUTC(),
                terminal),
            args));
  }

  /** Runs a command; its exit status. */
  public static int run(Surroundings surroundings, String... args) {
    // Seen before the words are understood, so that it holds for what is wrong with them, too.
    var complaints = new Complaints(surroundings.err(), List.of(args).contains("--json"));
    return commandLine(surroundings, complaints).execute(args);
  }

  static CommandLine commandLine(Surroundings surroundings, Complaints complaints) {
    var line = new CommandLine(new Main(surroundings));
    boolean plain = surroundings.environment().containsKey("NO_COLOR");
    return line.setColorScheme(
            CommandLine.Help.defaultColorScheme(
                plain || !surroundings.progressShown() ? Ansi.OFF : Ansi.AUTO))
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler((failure, _, _) -> complaints.report(failure))
        .setParameterExceptionHandler((failure, _) -> complaints.reportWrongUse(failure));
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }

  Session session() throws WalletException {
    var flags = new EnumMap<Setting, String>(Setting.class);
    put(flags, Setting.NETWORK, network);
    put(flags, Setting.WALLET, wallet);
    put(flags, Setting.WALLET_DIR, walletDir);
    put(flags, Setting.RPC_URL, rpcUrl);
    put(flags, Setting.RPC_COOKIE, rpcCookie);
    put(flags, Setting.RPC_USER, rpcUser);
    put(flags, Setting.PASSWORD_FILE, passwordFile);
    put(flags, Setting.UNIT, sat ? "sat" : null);
    var config = Config.load(flags, surroundings.environment(), Optional.ofNullable(configFile));
    return new Session(surroundings, config, json);
  }

  private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
    if (value != null) {
      flags.put(setting, value);
    }
  }

  Surroundings surroundings() {
    return surroundings;
  }
}
