package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
  @TempDir private Path directory;

  private Path limits(String openFiles) throws IOException {
    return Files.writeString(
        directory.resolve("limits"),
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             unlimited            unlimited            processes
        Max open files            %s                 524288               files
        Max locked memory         65536                65536                bytes
        """
            .formatted(openFiles));
  }

  @Test
  void knowsHowManyFilesMayBeOpen() throws IOException {
    assertThat(LocalHost.openFiles(limits("1024"))).hasValue(1024);
    assertThat(LocalHost.openFiles(limits("99999999999"))).hasValue(Integer.MAX_VALUE);
  }

  @Test
  void knowsNothingWhereNothingIsSaid() throws IOException {
    assertThat(LocalHost.openFiles(limits("unlimited"))).isEmpty();
    assertThat(LocalHost.openFiles(directory.resolve("missing"))).isEmpty();
    assertThat(LocalHost.openFiles(Files.writeString(directory.resolve("other"), "spam\n")))
        .isEmpty();
  }
}
