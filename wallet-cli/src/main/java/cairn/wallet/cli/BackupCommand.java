package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = "Write a copy of the wallet's file, encrypted as it is, labels included.")
final class BackupCommand extends Verb {
  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Override
  void run(Session session) throws WalletException {
    if (Files.exists(file)) {
      throw WalletException.failed("there is a file already: " + file);
    }
    OutputFile.make(
        file,
        half -> {
          // The copy is made into a file that nobody else could read even for a moment.
          Files.createFile(
              half,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          session.wallet().database().copyTo(half);
        });
    var fields = new LinkedHashMap<String, Object>();
    fields.put("file", file.toString());
    session.show(fields, "Wrote " + file);
  }
}
