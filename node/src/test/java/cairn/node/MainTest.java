package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-version"})
  void printsTheVersion(String argument) {
    assertThat(run(argument)).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("Cairn " + Version.CAIRN + System.lineSeparator());
    assertThat(err.size()).isZero();
  }

  @Test
  void hasTheVersionOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Version.CAIRN + "</version>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h", "-?"})
  void printsTheCommandsWhenAsked(String argument) {
    assertThat(run(argument)).isZero();
    assertThat(out.toString(UTF_8)).startsWith("Usage: ./cairn COMMAND").contains("  version ");
    assertThat(err.size()).isZero();
  }

  @Test
  void failsWithTheCommandsWhenNoneIsNamed() {
    assertThat(run()).isOne();
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).startsWith("Usage: ./cairn COMMAND");
  }

  @Test
  void refusesAnUnknownCommandInOneLine() {
    assertThat(run("nod", "-regtest")).isOne();
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("Error: unknown command 'nod'. './cairn help' lists the commands.");
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        false);
  }
}
