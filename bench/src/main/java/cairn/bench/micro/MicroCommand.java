package cairn.bench.micro;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./cairn bench micro}: runs the benchmarks of single operations. */
@Command(
    name = "micro",
    description =
        "Time single operations: signatures, parsing, signature hashes, coins, transports,"
            + " clusters.",
    mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATTERN",
      defaultValue = "cairn\\.bench\\.micro\\..*",
      description = "Which benchmarks, as a regular expression (all).")
  private String pattern;

  @Option(names = "--seconds", defaultValue = "1", description = "For each run (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(pattern)
            .forks(1)
            .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(seconds))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(seconds))
            .build();
    new Runner(options).run();
    return 0;
  }
}
