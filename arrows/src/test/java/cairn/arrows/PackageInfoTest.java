package cairn.arrows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PackageInfoTest {
  @TestFactory
  Stream<DynamicTest> eachPackageSaysWhatItIsForAndThatNothingInItIsNull() throws IOException {
    try (var modules = Files.list(Path.of(".."))) {
      var packages =
          modules
              .map(module -> module.resolve("src/main/java"))
              .filter(Files::isDirectory)
              .flatMap(PackageInfoTest::packagesBelow)
              .sorted()
              .toList();
      assertThat(packages).contains(Path.of("../primitives/src/main/java/cairn/primitives"));
      return packages.stream().map(each -> dynamicTest(each.toString(), () -> isIntroduced(each)));
    }
  }

  private static Stream<Path> packagesBelow(Path sources) {
    try (var directories = Files.walk(sources)) {
      return directories.filter(PackageInfoTest::holdsSources).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsSources(Path directory) {
    var names = Objects.requireNonNullElse(directory.toFile().list(), new String[0]);
    return Stream.of(names).anyMatch(name -> name.endsWith(".java"));
  }

  private static void isIntroduced(Path directory) throws IOException {
    assertThat(Files.readString(directory.resolve("package-info.java")))
        .startsWith("/**")
        .contains("\n@NullMarked\npackage cairn.");
  }
}
