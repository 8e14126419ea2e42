package cairn.node;

import static cairn.node.Trial.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock("the log")
class ChainstateCommandTest {
  @TempDir private Path directory;
  private Trial trial;

  @BeforeEach
  void enter() {
    trial = new Trial(directory);
  }

  private void load() throws IOException {
    assertThat(trial.load(trial.write("blocks.dat", CHAIN.blocks()))).isZero();
  }

  @Test
  void saysWhatTheCoinsComeTo() throws IOException {
    load();
    assertThat(trial.chainstate()).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.out().lines())
        .startsWith(
            "chain              regtest",
            "height             5",
            "best block         " + CHAIN.tip().hash(),
            "coins              5",
            "transactions       5",
            "total amount       250.00000000")
        .anyMatch(line -> line.matches("hash_serialized_3  [0-9a-f]{64}"))
        .anyMatch(line -> line.matches("muhash             [0-9a-f]{64}"))
        .anyMatch(line -> line.matches("disk size          [1-9][0-9]* bytes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "-json"})
  void saysItWithTheNamesOfGettxoutsetinfo(String option) throws IOException {
    load();
    assertThat(trial.chainstate(option)).isZero();
    assertThat(trial.out())
        .matches(
            ("\\{'height':5,'bestblock':'%s','txouts':5,'bogosize':[0-9]+,"
                    + "'hash_serialized_3':'[0-9a-f]{64}','muhash':'[0-9a-f]{64}',"
                    + "'total_amount':250.00000000,'transactions':5,'disk_size':[0-9]+}\n")
                .replace('\'', '"')
                .formatted(CHAIN.tip().hash()));
  }

  @Test
  void knowsThatTheGenesisBlockMakesNoCoins() {
    assertThat(trial.node("-stopafterblockimport")).isZero();
    assertThat(trial.chainstate("--json")).isZero();
    assertThat(trial.out())
        .contains(
            "\"height\":0,\"bestblock\":\"" + CHAIN.block(0).hash(),
            "\"txouts\":0,",
            "\"total_amount\":0.00000000,");
  }

  @Test
  void changesNoFile() throws IOException {
    load();
    var before = files();
    assertThat(trial.chainstate()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  /** The files of the node, each with the time of its last change. */
  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(trial.regtest())) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return files;
  }

  @Test
  void keepsOutOfADirectoryInUse() throws IOException {
    load();
    try (var _ = DirectoryLock.acquire(trial.regtest())) {
      assertThat(trial.chainstate()).isOne();
    }
    assertThat(trial.errors())
        .containsExactly(
            "Error: Cannot obtain a lock on directory %s. Cairn is probably already running."
                .formatted(trial.regtest()));
    assertThat(trial.out()).isEmpty();
  }

  @Test
  void saysThatNoNodeHasRunThere() {
    assertThat(trial.chainstate()).isOne();
    assertThat(trial.errors())
        .containsExactly(
            "Error: There is no chainstate in %s. Choose -datadir and the chain of a node that has"
                    .formatted(trial.regtest())
                + " run.");
    assertThat(trial.regtest()).doesNotExist();
  }

  @Test
  void refusesTheCoinsOfAnotherNetwork() throws IOException {
    load();
    Files.move(trial.regtest(), directory.resolve("signet"));
    assertThat(trial.chainstate("-regtest=0", "-chain=signet")).isOne();
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Error: The chainstate in " + directory.resolve("signet/chainstate"))
        .contains("belongs to another network");
  }

  @Test
  void takesTheOptionsOfTheNodeAndNoOthers() {
    assertThat(trial.chainstate("-help")).isZero();
    assertThat(trial.out()).startsWith("Usage: ./cairn chainstate [options] [--json]");
    assertThat(trial.chainstate("-spam")).isOne();
    assertThat(trial.errors())
        .containsExactly("Error: Error parsing command line arguments: Invalid parameter -spam");
  }
}
