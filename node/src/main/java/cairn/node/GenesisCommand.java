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

/** {@code ./cairn genesis new}: mines a genesis block, and writes the file of its network. */
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
   * @param arguments {@code new} and its options
   * @param clock for the time of a genesis block that is given none
   * @param terminal whether {@code out} is a terminal, on which progress can be shown
   * @return the exit status
   */
  static int run(
      List<String> arguments, PrintStream out, PrintStream err, Clock clock, boolean terminal) {
    var options = new GenesisOptions();
    var line = new CommandLine(options);
    if (arguments.isEmpty()) {
      line.usage(err);
      return 1;
    }
    var rest = arguments.subList(1, arguments.size());
    switch (arguments.getFirst()) {
      case "new" -> {}
      case "help", "--help", "-help", "-h", "-?" -> rest = List.of("--help");
      default -> {
        err.println("Error: unknown command 'genesis " + arguments.getFirst() + "'; try 'new'.");
        return 1;
      }
    }
    try {
      line.parseArgs(rest.toArray(String[]::new));
      if (options.help()) {
        line.usage(out);
      } else {
        new GenesisCommand(out, terminal).make(options, clock);
      }
      return 0;
    } catch (ParameterException e) {
      err.println("Error: " + e.getMessage() + ". './cairn genesis new --help' lists the options.");
    } catch (NetworkFormatException e) {
      err.println("Error: " + GenesisOptions.of(e.field()) + ": " + e.problem());
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

  private void make(GenesisOptions options, Clock clock)
      throws NetworkFormatException, IOException, InterruptedException {
    var file = options.file();
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var recipe = options.network(clock);
    var network = recipe.mine(progress(recipe.bits(), options.json()));
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
