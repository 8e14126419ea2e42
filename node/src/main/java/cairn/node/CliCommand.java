package cairn.node;

import cairn.node.config.CliReader;
import cairn.node.config.ConfigException;
import cairn.rpc.cli.Cli;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.util.List;

/** {@code ./cairn cli}: calls the RPC of a node, as {@code bitcoin-cli} does. */
final class CliCommand {
  private CliCommand() {}

  /**
   * Runs the command.
   *
   * @param in standard input
   * @param terminal whether {@code out} is one
   * @return the exit status: 0, 1, or the code of the error that the node answers with, without its
   *     sign
   */
  static int run(
      List<String> arguments,
      BufferedReader in,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    try {
      switch (CliReader.request(arguments)) {
        case HELP, HELP_DEBUG -> out.print(help());
        case VERSION -> out.println("Cairn RPC client version v" + Version.CAIRN);
        case RUN -> {
          return call(arguments, in, out, err, terminal);
        }
      }
      return 0;
    } catch (ConfigException e) {
      err.println("error: " + e.getMessage());
      return 1;
    }
  }

  private static String help() {
    return """
    Cairn RPC client version v%s

    Usage: ./cairn cli [options] METHOD [PARAMETER]...
           ./cairn cli [options] -named METHOD [NAME=VALUE]...

    Calls a method of a node that runs. './cairn cli help' lists the methods, './cairn cli help
    METHOD' tells all about one.

    %s\
    """
        .formatted(Version.CAIRN, CliReader.help());
  }

  private static int call(
      List<String> arguments, BufferedReader in, PrintStream out, PrintStream err, boolean terminal)
      throws ConfigException {
    var request = CliReader.read(arguments, NodeCommand.defaultDataDirectory(), terminal);
    request.notices().forEach(notice -> err.println("Warning: " + notice.text()));
    return new Cli(in, out, err).run(request.config(), request.words());
  }
}
