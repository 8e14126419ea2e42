package cairn.node;

import static cairn.node.Trial.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What an import says of files that are not good from beginning to end. */
@ResourceLock("the log")
class ImportStatusTest {
  private static final byte[] BLOCKS = Trial.bytes(CHAIN.blocks());

  @TempDir private Path directory;
  private Trial trial;

  @BeforeEach
  void enter() {
    trial = new Trial(directory);
  }

  private Path write(byte[]... parts) throws IOException {
    var file = Files.createFile(directory.resolve("blocks.dat"));
    for (var part : parts) {
      Files.write(file, part, StandardOpenOption.APPEND);
    }
    return file;
  }

  private void assertLeftOut(Path file, String report) throws IOException {
    assertThat(trial.load(file)).isEqualTo(2);
    assertThat(trial.errors())
        .containsExactly("Warning: Not all of %s was good: %s".formatted(file, report));
    assertThat(trial.log()).contains("[warning] Not all of " + file + " was good: " + report);
  }

  @Test
  void countsWhatIsBetweenBlocks() throws IOException {
    assertLeftOut(
        write(new byte[] {1, 2, 3}, BLOCKS), "5 blocks imported, 1 already known, 3 bytes skipped");
  }

  @Test
  void saysThatTheLastBlockIsCutOff() throws IOException {
    var cut = Arrays.copyOf(BLOCKS, BLOCKS.length - 1);
    assertThat(trial.load(write(cut))).isEqualTo(2);
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .contains(": 4 blocks imported, 1 already known, ")
        .endsWith(" bytes skipped, the last record cut off");
  }

  @Test
  void countsBlocksThatLeadNowhere() throws IOException {
    var file = write(Trial.bytes(List.of(CHAIN.block(1), CHAIN.block(3), CHAIN.block(4))));
    assertLeftOut(file, "1 blocks imported, 2 without a known block before them");
  }

  @Test
  void countsBlocksThatBreakARule() throws IOException {
    var bad = CHAIN.draft().coinbaseSats(51_00000000L).mine();
    var all = new ArrayList<>(CHAIN.blocks());
    all.add(bad);
    var file = write(Trial.bytes(all));
    assertThat(trial.load(file)).isEqualTo(2);
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .startsWith("Warning: Not all of " + file + " was good: ");
    assertThat(trial.log()).contains("bad-cb-amount", bad.hash().display());
  }

  @Test
  void findsNothingOfAnotherNetwork() throws IOException {
    var file = trial.write("regtest.dat", CHAIN.blocks());
    assertThat(
            trial.node("-chain=main", "-regtest=0", "-loadblock=" + file, "-stopafterblockimport"))
        .isEqualTo(2);
    assertThat(trial.errors())
        .singleElement()
        .asString()
        .contains(" was good: 0 blocks imported, ")
        .endsWith(" bytes skipped");
  }

  @Test
  void saysWhichFileCannotBeOpened() throws IOException {
    var good = trial.write("good.dat", CHAIN.blocks());
    var status =
        trial.node(
            "-loadblock=" + directory.resolve("none.dat"),
            "-loadblock=" + directory,
            "-loadblock=/dev/zero",
            "-loadblock=" + good,
            "-stopafterblockimport");
    assertThat(status).isEqualTo(2);
    assertThat(trial.errors())
        .containsExactly(
            "Warning: Could not open blocks file " + directory.resolve("none.dat"),
            "Warning: Could not open blocks file " + directory,
            "Warning: Could not open blocks file /dev/zero");
    assertThat(trial.out()).contains(" height=5 ");
  }

  @Test
  void acceptsZerosAtTheEndAsBlockFilesHaveThem() throws IOException {
    assertThat(trial.load(write(BLOCKS, new byte[1000]))).isZero();
    assertThat(trial.errors()).isEmpty();
  }

  @Test
  void importsBlocksInAnyOrder() throws IOException {
    var file = trial.write("reversed.dat", CHAIN.blocks().reversed());
    assertThat(trial.load(file)).isZero();
    assertThat(trial.errors()).isEmpty();
    assertThat(trial.out()).contains(" height=5 ");
  }
}
