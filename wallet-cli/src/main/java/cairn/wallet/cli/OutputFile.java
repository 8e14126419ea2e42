package cairn.wallet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of those commands that make a PSBT. */
final class OutputFile {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the PSBT to a file.")
  @Nullable Path path;
}
