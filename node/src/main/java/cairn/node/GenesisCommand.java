package cairn.node;

import cairn.genesis.Network;
import cairn.genesis.NetworkFormatException;
import cairn.ledger.StorageException;
import cairn.primitives.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./cairn genesis}: {@code new} mines a genesis block, {@code like} takes that of a known
 * network; and both write the file of a network of one's own.
 */
final class GenesisCommand {
  private final PrintStream out;
  private final boolean terminal;

  private GenesisCommand(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs the command.
   *
   * @param arguments {@code new} or {@code like}, and its options
   * @param clock for the time of a genesis block that is given none
   * @param terminal whether {@code out} is a terminal, on which progress can be shown
   * @return the exit status
   */
  static int run(
      List<String> arguments, PrintStream out, PrintStream err, Clock clock, boolean terminal) {
    if (arguments.isEmpty()) {
      new CommandLine(new GenesisOptions()).usage(err);
      return 1;
    }
    var rest = arguments.subList(1, arguments.size());
    var command = new GenesisCommand(out, terminal);
    return switch (arguments.getFirst()) {
      case "new" -> command.run(new GenesisOptions(), rest, err, clock);
      case "like" -> command.run(new LikeOptions(), rest, err, clock);
      case "help", "--help", "-help", "-h", "-?" ->
          command.run(new GenesisOptions(), List.of("--help"), err, clock);
      default -> {
        err.println(
            "Error: unknown command 'genesis %s'; try 'new' or 'like'."
                .formatted(arguments.getFirst()));
        yield 1;
      }
    };
  }

  private int run(MadeNetwork options, List<String> arguments, PrintStream err, Clock clock) {
    var line = new CommandLine(options);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
      if (options.help()) {
        line.usage(out);
      } else {
        make(options, clock);
      }
      return 0;
    } catch (ParameterException e) {
      err.println(
          "Error: %s. '%s --help' lists the options."
              .formatted(e.getMessage(), line.getCommandName()));
    } catch (NetworkFormatException e) {
      err.println("Error: " + options.optionOf(e.field()) + ": " + e.problem());
    } catch (FileAlreadyExistsException e) {
      err.println("Error: " + e.getFile() + " exists already; --out names another file.");
    } catch (NoSuchFileException e) {
      err.println("Error: cannot write " + options.file() + ": no such directory");
    } catch (IOException e) {
      err.println("Error: " + StorageException.of(e, "write", options.file()).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("Error: interrupted");
    }
    return 1;
  }

  private void make(MadeNetwork options, Clock clock)
      throws NetworkFormatException, IOException, InterruptedException {
    var file = options.file();
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var network = options.make(clock, bits -> progress(bits, options.json()));
    Files.writeString(file, network.toJson(), StandardOpenOption.CREATE_NEW);
    if (options.json()) {
      printJson(network, file);
    } else {
      print(network, file);
    }
  }

  /** Counts hashes on a terminal, in one line that goes away. */
  private LongConsumer progress(long bits, boolean json) {
    if (!terminal || json) {
      return tried -> {};
    }
    var expected = Target.fromCompact(bits).map(Target::work).orElse(BigInteger.ZERO);
    return tried -> {
      out.printf(Locale.ROOT, "\rMining: %,d hashes; it takes about %,d ", tried, expected);
      out.flush();
    };
  }

  private void print(Network network, Path file) {
    if (terminal) {
      out.print("\r\033[K");
    }
    out.printf("The network '%s' is in %s%n", network, file);
    out.printf("  genesis block  %s%n", network.genesis());
    out.printf("  magic          %s%n", network.peers().magic());
    out.printf("  port, RPC port %d, %d%n", network.peers().port(), network.rpcPort());
    out.printf("  addresses      %s1...%n", network.addresses().hrp());
    out.printf("Run a node of it: ./cairn node -chain=%s%n", file);
  }

  private void printJson(Network network, Path file) {
    var json = new JsonMapper();
    var header = network.genesis().header();
    out.println(
        json.writeValueAsString(
            json.createObjectNode()
                .put("name", network.name())
                .put("file", file.toString())
                .put("genesis", network.genesis().hash().display())
                .put("time", header.time())
                .put("nonce", header.nonce())
                .put("magic", network.peers().magic().toHex())
                .put("port", network.peers().port())
                .put("rpcPort", network.rpcPort())
                .put("hrp", network.addresses().hrp())));
  }
}
