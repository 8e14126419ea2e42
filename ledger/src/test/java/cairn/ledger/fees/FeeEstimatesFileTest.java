package cairn.ledger.fees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeeEstimatesFileTest {
  @TempDir private Path directory;

  private final FeeEstimator estimator = new FeeEstimator(() -> true);
  private final FeeEstimator other = new FeeEstimator(() -> true);
  private Path path;

  @BeforeEach
  void save() {
    path = directory.resolve("fee_estimates.dat");
    estimator.mined(List.of(), 7);
    new FeeEstimatesFile(directory, estimator).save();
  }

  private boolean isLoaded(boolean stale) {
    new FeeEstimatesFile(directory, other).load(stale);
    return other.encode().equals(estimator.encode());
  }

  @Test
  void isReadAgain() {
    assertThat(isLoaded(false)).isTrue();
    assertThat(directory.resolve("fee_estimates.dat.new")).doesNotExist();
  }

  @Test
  void isNotBelievedWhenItIsOld() throws IOException {
    var then = Instant.now().minus(Duration.ofHours(62));
    Files.setLastModifiedTime(path, FileTime.from(then));
    assertThat(isLoaded(false)).isFalse();
    assertThat(isLoaded(true)).isTrue();
  }

  @Test
  void needNotBeThere() throws IOException {
    Files.delete(path);
    assertThat(isLoaded(false)).isFalse();
  }

  @Test
  void mayBeDamaged() throws IOException {
    Files.write(path, new byte[] {1, 2, 3});
    assertThat(isLoaded(false)).isFalse();
  }

  @Test
  void cannotBeWrittenWhereADirectoryIsInTheWay() throws IOException {
    Files.createDirectory(directory.resolve("fee_estimates.dat.new"));
    var before = Files.readAllBytes(path);
    estimator.mined(List.of(), 8);
    new FeeEstimatesFile(directory, estimator).save();
    assertThat(path).hasBinaryContent(before);
  }
}
