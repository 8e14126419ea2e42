package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import cairn.ledger.ChainBuilder;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on one data directory of regtest, and keeps what the last one wrote. */
final class Trial {
  /** Five blocks on regtest's genesis block. */
  static final ChainBuilder CHAIN = ChainBuilder.regtest().mine(5);

  final Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Trial(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs {@code ./cairn node}, by itself, and without RPC if nobody asks for it; returns its exit
   * status.
   */
  int node(String... options) {
    return run(false, "node", options);
  }

  /** Runs {@code ./cairn node} on a terminal; returns its exit status. */
  int nodeOnTerminal(String... options) {
    return run(true, "node", options);
  }

  /** Imports the file and stops; returns the exit status. */
  int load(Path file, String... options) {
    var all = new ArrayList<>(List.of(options));
    all.add("-loadblock=" + file);
    all.add("-stopafterblockimport");
    return node(all.toArray(String[]::new));
  }

  /** Runs {@code ./cairn chainstate}; returns its exit status. */
  int chainstate(String... options) {
    return run(false, "chainstate", options);
  }

  /** Runs {@code ./cairn cli}; returns its exit status. */
  int cli(String... arguments) {
    return run(false, "cli", arguments);
  }

  private int run(boolean terminal, String command, String... options) {
    out.reset();
    err.reset();
    var arguments = new ArrayList<>(List.of(command, "-regtest", "-datadir=" + directory));
    if (command.equals("node")) {
      arguments.addAll(List.of("-noserver", "-connect=0"));
    }
    arguments.addAll(List.of(options));
    return Main.run(
        arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), terminal);
  }

  String out() {
    return out.toString(UTF_8);
  }

  /** What the last command wrote to stderr, in lines. */
  List<String> errors() {
    return err.toString(UTF_8).lines().toList();
  }

  /** The network's directory. */
  Path regtest() {
    return directory.resolve("regtest");
  }

  /** What all nodes have logged here. */
  String log() throws IOException {
    return Files.readString(regtest().resolve("debug.log"));
  }

  /** Writes a file of blocks such as {@code -loadblock} takes. */
  Path write(String name, List<Block> blocks) throws IOException {
    return Files.write(directory.resolve(name), bytes(blocks));
  }

  static byte[] bytes(List<Block> blocks) {
    var out = new ByteWriter();
    for (var block : blocks) {
      out.bytes(CHAIN.network().peers().magic());
      out.uint32(block.totalSize()).bytes(block.serialized());
    }
    return out.toArray();
  }
}
