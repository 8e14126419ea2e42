package cairn.node;

import cairn.node.devnet.DevnetCommand;
import cairn.node.faucet.FaucetCommand;
import cairn.node.log.QuietConfigurator;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where {@code ./cairn} begins: the first argument names a command, the rest are the command's own.
 *
 * <p>A command takes its arguments and two streams, and returns the exit status: 0, or 1 after one
 * line on the second stream that says what is wrong, or what else it has to tell.
 */
public final class Main {
  private static final String HELP =
      """
      Usage: ./cairn COMMAND [ARGUMENT]...

        node        run a full node; './cairn node -help' lists its options
        wallet      keep keys, be paid and pay; './cairn wallet --help' lists its commands
        cli         call a node that runs; './cairn cli -help' says how
        chainstate  count the coins of a node that does not run
        devnet      run a network of several nodes on this machine
        faucet      pay coins of a network for tests to whoever asks
        genesis     make a network of your own
        bench       measure Cairn; './cairn bench --help' says what
        completion  have bash or zsh complete what is typed: source <(./cairn completion)
        help        this text
        version     which Cairn this is
      """;

  private Main() {}

  public static void main(String[] args) {
    settle();
    System.exit(run(Arrays.asList(args), System.out, System.err, isTerminal()));
  }

  /** What a process has that is a command and nothing else. */
  static void settle() {
    // Numbers are written alike everywhere, so that scripts can read them.
    Locale.setDefault(Locale.ROOT);
    System.setProperty(QuietConfigurator.ALONE, "");
  }

  /** Whether input and output are a terminal, and one that can do more than print. */
  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && !"dumb".equals(System.getenv("TERM"));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err, boolean terminal) {
    if (arguments.isEmpty()) {
      err.print(HELP);
      return 1;
    }
    var name = arguments.getFirst();
    var rest = arguments.subList(1, arguments.size());
    return switch (name) {
      case "help", "--help", "-help", "-h", "-?" -> {
        out.print(HELP);
        yield 0;
      }
      case "version", "--version", "-version" -> {
        out.println("Cairn " + Version.CAIRN);
        yield 0;
      }
      case "node" -> NodeCommand.run(rest, out, err, terminal);
      case "cli" -> CliCommand.run(rest, standardInput(), out, err, terminal);
      case "chainstate" -> ChainstateCommand.run(rest, out, err, terminal);
      case "completion" -> CompletionCommand.run(rest, out, err);
      case "devnet" -> DevnetCommand.run(rest, out, err, terminal);
      case "faucet" -> FaucetCommand.run(rest, out, err);
      case "genesis" -> GenesisCommand.run(rest, out, err, Clock.systemUTC(), terminal);
      default -> {
        err.println("Error: unknown command '" + name + "'. './cairn help' lists the commands.");
        yield 1;
      }
    };
  }

  private static BufferedReader standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }
}
