package cairn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that go by the names of Bitcoin Core's. */
class CoreNamesTest {
  /** Says whom it runs as and how it was called, and what a node would tell of its start. */
  private static final String CAIRN =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "pid=$$" "$@" | tee "${0%/*}/called"
      [ -z "${FAKE_STATUS:-}" ] || { echo 'Error: no' >&2; exit "$FAKE_STATUS"; }
      for argument in "$@"; do
        case $argument in -readyfile=*) file=${argument#*=} ;; esac
      done
      [ -z "${file:-}" ] || { echo started >>"$file"; echo "${FAKE_SECOND:-ready}" >>"$file"; }
      """;

  private Path root;
  private Tree tree;

  @BeforeEach
  void plant(@TempDir Path directory) throws IOException {
    tree = Tree.in(directory.toRealPath());
    root = Files.createDirectories(directory.toRealPath().resolve("another tree"));
    Files.createDirectory(root.resolve("bin"));
    for (var name : List.of("bitcoind", "bitcoin-cli")) {
      Tree.executable(program(name), Files.readString(Path.of("..", "bin", name)));
    }
    Tree.executable(root.resolve("cairn"), CAIRN);
  }

  private Path program(String name) {
    return root.resolve("bin").resolve(name);
  }

  private List<String> called() throws IOException {
    var lines = Files.readAllLines(root.resolve("called"));
    return lines.subList(1, lines.size());
  }

  @Test
  void becomeCairn() throws IOException {
    var client = tree.launch(program("bitcoin-cli"), Map.of("FAKE_STATUS", "28"), "-stdin", "a b");
    assertThat(called()).containsExactly("cli", "-stdin", "a b");
    assertThat(client.status()).isEqualTo(28);
    assertThat(client.value("pid")).isEqualTo(Long.toString(client.pid()));
    var node = tree.launch(program("bitcoind"), Map.of(), "-regtest", "-daemon=0", "");
    assertThat(called()).containsExactly("node", "-regtest", "-daemon=0", "");
    assertThat(node.value("pid")).isEqualTo(Long.toString(node.pid()));
  }

  @Test
  void areFoundThroughSymbolicLinks() throws IOException {
    var link = Files.createSymbolicLink(root.resolve("link"), program("bitcoin-cli"));
    tree.launch(link, Map.of(), "help");
    assertThat(called()).containsExactly("cli", "help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-daemon", "--daemonwait", "-daemonwait=1"})
  void comeBackWhenTheNodeHasCome(String option) throws IOException {
    var outcome = tree.launch(program("bitcoind"), Map.of(), "-regtest", option);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).containsExactly("Cairn starting");
    assertThat(outcome.err()).isEmpty();
    assertThat(called())
        .containsExactly("node", "-regtest", "-noprinttoconsole", "-readyfile=/dev/fd/3");
  }

  @Test
  void tellWhyTheNodeHasNotStarted() throws IOException {
    var outcome = tree.launch(program("bitcoind"), Map.of("FAKE_STATUS", "1"), "-daemonwait");
    assertThat(outcome.status()).isOne();
    assertThat(outcome.err()).containsExactly("Error: no");
  }

  @Test
  void areNotContentWithTheStartIfTheyAreToWait() throws IOException {
    var ended = Map.of("FAKE_SECOND", "something else");
    assertThat(tree.launch(program("bitcoind"), ended, "-daemon").out())
        .containsExactly("Cairn starting");
    assertThat(tree.launch(program("bitcoind"), ended, "-daemonwait").out()).isEmpty();
  }
}
