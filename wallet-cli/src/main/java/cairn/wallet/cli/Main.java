package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  /** All commands, in the order of the help. */
  static final Map<String, Class<?>> COMMANDS = commands();

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

  private static Map<String, Class<?>> commands() {
    var all = new LinkedHashMap<String, Class<?>>();
    all.put("create", CreateCommand.class);
    all.put("restore", RestoreCommand.class);
    all.put("list", ListCommand.class);
    all.put("info", InfoCommand.class);
    all.put("address", AddressCommand.class);
    all.put("balance", BalanceCommand.class);
    all.put("history", HistoryCommand.class);
    all.put("coins", CoinsCommand.class);
    all.put("send", SendCommand.class);
    all.put("bump", BumpCommand.class);
    all.put("cpfp", CpfpCommand.class);
    all.put("cancel", CancelCommand.class);
    all.put("resend", ResendCommand.class);
    all.put("psbt", PsbtCommand.class);
    all.put("multisig", MultisigCommand.class);
    all.put("sign-message", SignMessageCommand.class);
    all.put("verify-message", VerifyMessageCommand.class);
    all.put("label", LabelCommand.class);
    all.put("descriptor", DescriptorCommand.class);
    all.put("rescan", RescanCommand.class);
    all.put("backup", BackupCommand.class);
    all.put("change-password", ChangePasswordCommand.class);
    all.put("unlock", UnlockCommand.class);
    all.put("lock", LockCommand.class);
    all.put("import-core", ImportCoreCommand.class);
    all.put("verify", VerifyCommand.class);
    all.put("completion", CompletionCommand.class);
    all.put("config", ConfigCommand.class);
    return Collections.unmodifiableMap(all);
  }

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    var prompter = Prompter.ofTerminal();
    System.exit(
        run(
            new Surroundings(
                System.getenv(),
                System.out,
                System.err,
                prompter,
                Clock.systemUTC(),
                prompter.isInteractive()),
            args));
  }

  /** Runs a command; its exit status. */
  public static int run(Surroundings surroundings, String... args) {
    // Seen before the words are understood, so that it holds for what is wrong with them, too.
    var complaints = new Complaints(surroundings.err(), List.of(args).contains("--json"));
    return commandLine(surroundings, complaints, List.of(args)).execute(args);
  }

  /** To look at all commands takes longer than most of them take: at those alone that are named. */
  private static Map<String, Class<?>> commandsFor(List<String> args) {
    var named = new LinkedHashMap<>(COMMANDS);
    named.keySet().retainAll(args);
    boolean helpForAll =
        args.stream()
            .takeWhile(word -> !COMMANDS.containsKey(word))
            .anyMatch(word -> word.equals("--help") || word.equals("-h"));
    return named.isEmpty() || named.containsKey("completion") || helpForAll ? COMMANDS : named;
  }

  private static CommandLine commandLine(
      Surroundings surroundings, Complaints complaints, List<String> args) {
    var line = new CommandLine(new Main(surroundings));
    commandsFor(args).forEach(line::addSubcommand);
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
