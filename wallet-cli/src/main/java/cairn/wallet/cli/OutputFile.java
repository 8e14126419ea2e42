package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of those commands whose answer may go to a file. */
final class OutputFile {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write it to a file, rather than show it.")
  @Nullable Path path;

  /** Fills a file that is not there yet. */
  @FunctionalInterface
  interface Filling {
    void fill(Path half) throws IOException, WalletException;
  }

  /** Writes a file whole or not at all; what was there before goes. */
  static void write(Path file, byte[] bytes) throws WalletException {
    make(file, half -> Files.write(half, bytes), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes a file that is there when it is filled, or not at all. */
  static void make(Path file, Filling filling, StandardCopyOption... options)
      throws WalletException {
    var name = file.getFileName();
    if (name == null || name.toString().isEmpty() || Files.isDirectory(file)) {
      throw WalletException.wrongUse("not the name of a file: '" + file + "'");
    }
    var half = file.resolveSibling(name + ".half");
    try {
      Files.deleteIfExists(half); // of a process that was killed
      try {
        filling.fill(half);
        Files.move(half, file, options);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw WalletException.failed(
          "the file %s cannot be written%s".formatted(file, InputFile.reason(e)));
    }
  }
}
