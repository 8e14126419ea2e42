package cairn.bench;

import cairn.bench.chain.ChainCommand;
import cairn.bench.imports.ImportCommand;
import cairn.bench.mempool.MempoolCommand;
import cairn.bench.micro.MicroCommand;
import cairn.bench.peers.ConnectionsCommand;
import cairn.bench.rpc.RpcCommand;
import cairn.bench.wallet.WalletCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./cairn bench}: the measurements. */
@Command(
    name = "./cairn bench",
    description = "Measure Cairn on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ChainCommand.class,
      ImportCommand.class,
      MempoolCommand.class,
      MicroCommand.class,
      RpcCommand.class,
      ConnectionsCommand.class,
      WalletCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, line, _) -> {
          line.getErr().println("Error: " + failure.getMessage());
          return 1;
        })
        .setParameterExceptionHandler((failure, _) -> {
          var line = failure.getCommandLine();
          line.getErr()
              .println(
                  "Error: %s. '%s --help' says what there is."
                      .formatted(failure.getMessage(), line.getCommandSpec().qualifiedName(" ")));
          return 1;
        });
  }
}
