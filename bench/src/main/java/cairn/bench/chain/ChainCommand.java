package cairn.bench.chain;

import cairn.primitives.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./cairn bench chain}: writes the chain to a file. */
@Command(
    name = "chain",
    description = "Write a deterministic regtest chain of full blocks to a file.",
    mixinStandardHelpOptions = true)
public final class ChainCommand implements Callable<Integer> {
  private static final int REPORT_EVERY = 50;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write: magic, length, block, one after the other.")
  private Path out;

  @Option(
      names = "--blocks",
      defaultValue = "2000",
      description = "How many, beside the genesis block (${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--tail",
      defaultValue = "0",
      description =
          "How many empty blocks to add (${DEFAULT-VALUE}). Scripts are only assumed valid below"
              + " two weeks of blocks, so some 2,100 make that possible for the others.")
  private int tail;

  @Option(
      names = "--reorg",
      defaultValue = "0",
      paramLabel = "DEPTH",
      description =
          "Add a branch of empty blocks that replaces the last DEPTH blocks, then two empty blocks"
              + " on top of those, so that they replace it in turn (${DEFAULT-VALUE}).")
  private int reorg;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      description = "How many a block has at most; as many as have room, if nothing is said.")
  private int transactions = Integer.MAX_VALUE;

  @Option(
      names = "--wallet",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Have so many transactions pay or be paid by the wallet of the words 'abandon ... about'"
              + " (${DEFAULT-VALUE}).")
  private int ofWallet;

  @Option(names = "--seed", defaultValue = "1", description = "Another gives other blocks (1).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    if (blocks < 0 || tail < 0 || reorg < 0) {
      throw new ParameterException(
          spec.commandLine(), "--blocks, --tail and --reorg cannot be negative");
    }
    if (reorg > blocks + tail) {
      throw new ParameterException(
          spec.commandLine(), "--reorg cannot be deeper than there are blocks");
    }
    if (transactions < 0 || ofWallet < 0) {
      throw new ParameterException(
          spec.commandLine(), "--transactions and --wallet cannot be negative");
    }
    int busy = blocks - ChainGenerator.BUSY_FROM;
    if (ofWallet > 0 && busy < 1) {
      throw new ParameterException(
          spec.commandLine(), "--wallet needs more than " + ChainGenerator.BUSY_FROM + " blocks");
    }
    var console = spec.commandLine().getErr();
    var generator = new ChainGenerator(seed, transactions, new WalletTraffic(ofWallet, busy));
    long written = 0;
    long inputs = 0;
    try (var file = new BufferedOutputStream(Files.newOutputStream(out), 1 << 20)) {
      // Core begins to import into an empty directory only once it has met the genesis block.
      write(generator.frame(generator.genesis()), file);
      for (int i = 1; i <= blocks + tail; i++) {
        var block = i <= blocks ? generator.next() : generator.nextEmpty();
        written += block.transactions().size();
        for (var transaction : block.transactions()) {
          inputs += transaction.inputs().size();
        }
        write(generator.frame(block), file);
        if (i % REPORT_EVERY == 0 || i == blocks + tail) {
          report(console, i, written, inputs);
        }
      }
      if (reorg > 0) {
        for (var block : generator.fork(reorg)) {
          write(generator.frame(block), file);
        }
        write(generator.frame(generator.nextEmpty()), file);
        write(generator.frame(generator.nextEmpty()), file);
      }
    }
    return 0;
  }

  private static void write(Bytes bytes, OutputStream file) throws IOException {
    file.write(bytes.backingArray(), bytes.backingOffset(), bytes.length());
  }

  private void report(PrintWriter console, int done, long written, long inputs) {
    console.printf(
        "block %,d of %,d: %,d transactions, %,d inputs%n", done, blocks + tail, written, inputs);
    console.flush();
  }
}
