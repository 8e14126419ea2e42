package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has bash complete what is typed; skipped where there is none. */
class CompletionCommandTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir private Path directory;

  private static String script() {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, UTF_8);
    assertThat(CompletionCommand.run(List.of(), stream, stream)).isZero();
    return out.toString(UTF_8);
  }

  /** What is offered for the last word. */
  private List<String> complete(String... words) throws Exception {
    assumeTrue(Files.isExecutable(BASH));
    var script = Files.writeString(directory.resolve("script"), script());
    var typed = String.join(" ", List.of(words).stream().map(word -> "'" + word + "'").toList());
    var bash =
        new ProcessBuilder(
                BASH.toString(),
                "-euc",
                ". %s\nCOMP_WORDS=(%s)\nCOMP_CWORD=%d\n_cairn\nprintf '%%s\\n' \"${COMPREPLY[@]}\""
                    .formatted(script, typed, words.length - 1))
            .redirectErrorStream(true)
            .start();
    bash.getOutputStream().close();
    var lines = new String(bash.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).as("%s", lines).isZero();
    return lines;
  }

  /** A program in the place of {@code cairn} that knows two methods, if it is called well. */
  private String fake(String name, String expected) throws Exception {
    var program = directory.resolve(name);
    Files.writeString(
        program,
        "#!/bin/sh\n[ \"$*\" = '%s' ] && printf '== Blockchain ==\\ngetblock \"hash\"\\ngettxout\\n'\n"
            .formatted(expected));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program.toString();
  }

  @Test
  void completesCommandsAndOptions() throws Exception {
    assertThat(complete("cairn", "c")).containsExactly("chainstate", "cli", "completion");
    assertThat(complete("./cairn", "node", "-regt")).containsExactly("-regtest");
    assertThat(complete("bitcoind", "-rpcp")).containsExactly("-rpcpassword=", "-rpcport=");
    assertThat(complete("cairn", "cli", "-netin")).containsExactly("-netinfo");
    assertThat(complete("cairn", "genesis", "-")).containsExactly("");
    assertThat(complete("cairn", "devnet", "res")).containsExactly("reset", "restore");
  }

  @Test
  void asksTheNodeThatIsMeantForItsMethods() throws Exception {
    var cairn = fake("cairn", "cli -regtest -rpcport=7 help");
    assertThat(complete(cairn, "cli", "-regtest", "-rpcport", "=", "7", "get"))
        .containsExactly("getblock", "gettxout");
    assertThat(complete(cairn, "cli", "-regtest", "-rpcport=7", "getb"))
        .containsExactly("getblock");
    var cli = fake("bitcoin-cli", "help");
    assertThat(complete(cli, "gett")).containsExactly("gettxout");
    assertThat(complete(cli, "help", "gett")).containsExactly("gettxout");
    assertThat(complete(cli, "getblock", "gett")).containsExactly("");
  }

  @Test
  void takesNoArguments() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    assertThat(
            CompletionCommand.run(
                List.of("fish"),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8)))
        .isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString(UTF_8)).startsWith("Error: ");
  }
}
