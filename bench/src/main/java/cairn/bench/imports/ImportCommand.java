package cairn.bench.imports;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.ImportProgress;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.LedgerListener;
import cairn.ledger.MempoolConfig;
import cairn.ledger.chain.LedgerService;
import cairn.ledger.chain.StageTimes.Stage;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./cairn bench import}: imports a file of blocks into an empty directory, and times it. */
@Command(
    name = "import",
    description = "Import a file of blocks into an empty directory, and say how long it took.",
    mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Such as ./cairn bench chain writes.")
  private Path file;

  @Option(
      names = "--chain",
      defaultValue = "regtest",
      description = "The network of the blocks (${DEFAULT-VALUE}).")
  private String chain;

  @Option(
      names = "--dbcache",
      defaultValue = "450",
      description = "Memory for coins, in MiB (${DEFAULT-VALUE}).")
  private int dbCache;

  @Option(
      names = "--par",
      defaultValue = "0",
      description = "Threads that verify scripts (0: as many as there are processors).")
  private int threads;

  @Option(
      names = "--assumevalid",
      paramLabel = "HASH",
      description = "Assume that scripts are valid up to this block (default: check all).")
  private @Nullable String assumedValid;

  @Option(
      names = "--peers",
      paramLabel = "N",
      description = "Hand the blocks over as N fast peers would, instead of importing the file.")
  private int peers;

  @Option(
      names = "--directory",
      description = "Where to import to; must be empty, and is kept (default: one that is not).")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    var network = network();
    var kept = directory;
    var target = kept == null ? Files.createTempDirectory("cairn-bench") : kept;
    try {
      Files.createDirectories(target.resolve("blocks"));
      var result = run(network, target);
      var out = spec.commandLine().getOut();
      out.print(
          json ? JsonMapper.shared().writeValueAsString(result.toMap()) + "\n" : result.toString());
      out.flush();
      return 0;
    } finally {
      if (kept == null) {
        delete(target);
      }
    }
  }

  private Network network() {
    var network =
        Networks.named(chain)
            .orElseThrow(() ->
                new ParameterException(spec.commandLine(), "there is no network called " + chain));
    var hash = assumedValid == null ? null : BlockHash.fromDisplay(assumedValid);
    return network.with(network.facts().withAssumedValid(hash));
  }

  private ImportResult run(Network network, Path target) throws IOException {
    var config =
        new LedgerConfig(
            network,
            target,
            target.resolve("blocks"),
            false,
            true,
            Rebuild.NOTHING,
            dbCache * MIB,
            threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
            6,
            3,
            LedgerConfig.NEVER_PRUNE,
            0,
            LedgerConfig.DEFAULT_MAX_TIP_AGE,
            MempoolConfig.DEFAULT,
            InstantSource.system());
    var counter = new Counter();
    long start = System.nanoTime();
    var ledger = LedgerService.open(config, () -> false);
    try (ledger) {
      if (ledger.chain().height() > 0) {
        throw new ParameterException(spec.commandLine(), target + " is not empty");
      }
      ledger.listen(counter);
      feed(ledger);
    }
    var time = Duration.ofNanos(System.nanoTime() - start);
    var stages = new EnumMap<Stage, Duration>(Stage.class);
    for (var stage : Stage.values()) {
      stages.put(stage, ledger.times().in(stage));
    }
    var tip = ledger.chain().tip();
    return new ImportResult(
        counter.blocks,
        counter.transactions,
        counter.inputs,
        Files.size(file),
        time,
        stages,
        ResidentMemory.peakBytes(),
        tip.height(),
        tip.hash().toString());
  }

  private void feed(Ledger ledger) {
    if (peers == 0) {
      ledger.commands().importBlocks(List.of(file), ImportProgress.NONE).join();
      return;
    }
    try {
      new PeerFeed(ledger, peers).run(file, ledger.config().network().peers().magic());
    } catch (DecodeException e) {
      throw new ParameterException(spec.commandLine(), file + " has more than blocks", e);
    }
  }

  /** Counts what is connected. */
  private static final class Counter implements LedgerListener {
    private long blocks;
    private long transactions;
    private long inputs;

    @Override
    public void blockConnected(IndexedBlock block, Block contents) {
      blocks++;
      transactions += contents.transactions().size();
      for (var transaction : contents.transactions()) {
        inputs += transaction.inputs().size();
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
