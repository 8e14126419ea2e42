package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisabledOnOs(
    value = OS.WINDOWS,
    disabledReason = "there is no library for it, and the tests look at POSIX permissions")
class NativeLibraryTest {
  private static final NativeBuild BUILD = NativeBuild.LINUX_X86_64;

  @TempDir Path home;

  private Path cache;

  @BeforeEach
  void chooseACacheThatDoesNotExist() {
    cache = home.resolve("cache/cairn");
  }

  @Test
  void unpacksIntoADirectoryOfTheUsersOwn() throws IOException {
    var file = NativeLibrary.unpack(BUILD, cache);
    assertThat(file).hasBinaryContent(BUILD.content());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
  }

  @Test
  void unpacksOnlyOnce() throws IOException {
    var first = identity(NativeLibrary.unpack(BUILD, cache));
    assertThat(identity(NativeLibrary.unpack(BUILD, cache))).isEqualTo(first);
  }

  @Test
  void replacesAFileThatIsDamaged() throws IOException {
    var file = NativeLibrary.unpack(BUILD, cache);
    var damaged = BUILD.content();
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    assertThat(NativeLibrary.unpack(BUILD, cache)).hasBinaryContent(BUILD.content());
    Files.write(file, new byte[0]);
    assertThat(NativeLibrary.unpack(BUILD, cache)).hasBinaryContent(BUILD.content());
  }

  @Test
  void manyMayUnpackAtTheSameTime() throws InterruptedException, ExecutionException, IOException {
    Callable<Path> unpack = () -> NativeLibrary.unpack(BUILD, cache);
    var files = new ArrayList<Path>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Path> result : threads.invokeAll(List.of(unpack, unpack, unpack, unpack))) {
        files.add(result.get());
      }
    }
    assertThat(files).allSatisfy(file -> assertThat(file).hasBinaryContent(BUILD.content()));
    try (var left = Files.list(cache)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void saysSoWhereItCannotWrite() throws IOException {
    var file = Files.createFile(home.resolve("file"));
    assertThatThrownBy(() -> NativeLibrary.unpack(BUILD, file.resolve("cairn")))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyBuildIsTheOneThatWasChosen(NativeBuild build) throws IOException {
    var checksum = new CRC32();
    checksum.update(build.content());
    assertThat(checksum.getValue()).isEqualTo(build.crc32());
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_X86_64",
    "Linux, aarch64, LINUX_AARCH64",
    "Mac OS X, x86_64, MACOS",
    "Mac OS X, aarch64, MACOS",
    "Linux, riscv64,",
    "Windows 11, amd64,",
  })
  void choosesTheBuildForThePlatform(String system, String architecture, NativeBuild expected) {
    assertThat(NativeBuild.of(system, architecture).orElse(null)).isEqualTo(expected);
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
