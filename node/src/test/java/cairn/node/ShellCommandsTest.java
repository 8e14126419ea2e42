package cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log")
class ShellCommandsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private final ShellCommands shell = new ShellCommands();

  /** A command that goes on until {@code hold} is deleted. */
  private String busy(Path hold) throws IOException {
    Files.createFile(hold);
    return "while [ -e '%s' ]; do sleep 1; done".formatted(hold);
  }

  @Test
  void waitsForAllCommandsEvenIfSomeFail() {
    var commands =
        IntStream.range(0, 40)
            .mapToObj(i -> "echo > '%s/%d'; exit 1".formatted(directory, i))
            .toList();
    shell.await(commands, LONG);
    assertThat(directory.toFile().list()).hasSize(40);
  }

  @Test
  void doesNotWaitForEver() throws Exception {
    var hold = directory.resolve("hold");
    shell.await(List.of(busy(hold)), Duration.ZERO);
    shell.await(List.of("rm '%s'".formatted(hold)), LONG);
    assertThat(hold).doesNotExist();
  }

  @Test
  void leavesOutWhatIsTooMuch() throws Exception {
    var few = new ShellCommands(1, 1);
    var hold = directory.resolve("hold");
    var late = directory.resolve("late");
    few.run(busy(hold));
    few.run("true");
    few.await(List.of("echo > '%s'".formatted(late)), LONG);
    assertThat(late).doesNotExist();
    Files.delete(hold);
  }
}
