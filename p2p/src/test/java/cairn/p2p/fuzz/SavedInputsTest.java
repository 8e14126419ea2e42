package cairn.p2p.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs the fuzz targets on the inputs that once failed or are hard to find, and on their seeds.
 * They lie in {@code src/test/resources/cairn/p2p/fuzz}, a folder for each target.
 */
class SavedInputsTest {
  @TestFactory
  Stream<DynamicTest> savedInputs() throws IOException {
    var tests = Stream.<DynamicTest>builder();
    for (var target : FuzzTarget.values()) {
      try (var files = Files.list(directory(target))) {
        for (var file : files.sorted().toList()) {
          tests.add(
              dynamicTest(
                  target + " " + file.getFileName(), () -> target.test(Files.readAllBytes(file))));
        }
      }
    }
    return tests.build();
  }

  private static Path directory(FuzzTarget target) {
    var root = Path.of(System.getProperty("cairn.root", ""));
    return root.resolve("p2p/src/test/resources/cairn/p2p/fuzz").resolve(target.toString());
  }

  @ParameterizedTest
  @EnumSource
  void seedsAndWhatIsNearThem(FuzzTarget target) {
    var random = new SplittableRandom(1);
    var seeds = target.seeds();
    assertThat(seeds).isNotEmpty();
    for (var seed : seeds) {
      target.test(seed);
      for (int i = 0; i < 20 && seed.length > 0; i++) {
        target.test(damaged(seed, random));
      }
    }
  }

  private static byte[] damaged(byte[] seed, SplittableRandom random) {
    var input = seed.clone();
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      int at = random.nextInt(input.length);
      input[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(4));
    }
    return input;
  }
}
