package cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's programs do what it says, copied out of it as they are. */
@Timeout(300)
class ReadmeTest {
  private static final String PORT = "31501";
  private static final int PATIENCE_MINUTES = 2;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path home;

  private static String readme() throws IOException {
    return Files.readString(Path.of(System.getProperty("cairn.root"), "README.md"));
  }

  /** The programs in one language, in order. */
  private static List<String> programs(String language) throws IOException {
    return Pattern.compile(
            "^```%s\n(.*?)^```$".formatted(language), Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(readme())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The lines for a shell from {@code first} on. */
  private static String shell(String first) throws IOException {
    return String.join(
        "\n",
        readme()
            .lines()
            .dropWhile(line -> !line.startsWith("    " + first))
            .takeWhile(line -> line.startsWith("    "))
            .map(String::strip)
            .toList());
  }

  /** What a program says, which has to succeed; an interpreter that is not there is told of. */
  private String run(List<String> interpreter, String name, String program) throws Exception {
    var file = Files.writeString(home.resolve(name), program);
    var command = Stream.concat(interpreter.stream(), Stream.of(file.toString())).toList();
    var output = home.resolve(name + ".output");
    var builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    builder
        .environment()
        .put("CAIRN_RPC_COOKIE", home.resolve(".cairn-devnet/node1/devnet/.cookie").toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw Missing.skip("the README is not tested with %s: %s".formatted(interpreter, e));
    }
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    var text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  @Test
  void showsHowToCallANode() throws Exception {
    try (var devnet = new Devnet(home.resolve(".cairn-devnet"))) {
      devnet.done("up", "--nodes=1", "--miners=0");
      devnet.done("mine", "3");
      var port = Integer.toString(devnet.rpcPort(1));

      var curl = shell("cookie=$(cat").replace(PORT, port);
      assertThat(run(List.of("sh"), "call.sh", curl)).contains("\"result\":3");
      var java = programs("java").getFirst().replace(PORT, port);
      assertThat(run(List.of(JAVA.toString()), "Call.java", java)).contains("\"result\":3");
      var javaScript = programs("javascript").getFirst().replace(PORT, port);
      assertThat(run(List.of("node"), "call.mjs", javaScript)).isEqualTo("3\n");
      var python = programs("python").getFirst().replace(PORT, port);
      assertThat(run(List.of("python3"), "call.py", python)).isEqualTo("3\n");
    }
  }

  @Test
  void showsHowToHaveANodeInAProgram() throws Exception {
    var java =
        List.of(
            JAVA.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"));
    assertThat(run(java, "Inside.java", programs("java").getLast()))
        .contains("\"chain\":\"regtest\"", "\"blocks\":101");
  }
}
