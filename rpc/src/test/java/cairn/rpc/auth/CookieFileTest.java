package cairn.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cairn.rpc.auth.CookieFile.Readers;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieFileTest {
  private final SecureRandom random = new SecureRandom();
  @TempDir private Path directory;

  private Path path() {
    return directory.resolve(".cookie");
  }

  @Test
  void holdsAPasswordThatIsNewEachTime() throws IOException {
    Files.writeString(path(), "old");
    Files.writeString(directory.resolve(".cookie.tmp"), "left behind");
    var first = CookieFile.write(path(), Readers.OWNER, random).orElseThrow();
    assertThat(path()).hasContent("__cookie__:" + first.password());
    var second = CookieFile.write(path(), Readers.OWNER, random).orElseThrow();
    assertThat(path()).hasContent("__cookie__:" + second.password());
    assertThat(second.password()).hasSize(64).isNotEqualTo(first.password());
    assertThat(directory.resolve(".cookie.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"OWNER, rw-------", "GROUP, rw-r-----", "ALL, rw-r--r--"})
  void isForThoseAlone(Readers readers, String permissions) throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    assertThat(CookieFile.write(path(), readers, random)).isPresent();
    var found = Files.getPosixFilePermissions(path());
    assertThat(PosixFilePermissions.toString(found)).isEqualTo(permissions);
  }

  @Test
  void goesInTheEndUnlessItIsAnothers() throws IOException {
    var first = CookieFile.write(path(), Readers.OWNER, random).orElseThrow();
    var second = CookieFile.write(path(), Readers.OWNER, random).orElseThrow();
    first.close();
    assertThat(path()).exists();
    second.close();
    assertThat(path()).doesNotExist();
    second.close();
  }

  @Test
  void cannotBeWrittenWhereSomethingIsInTheWay() throws IOException {
    var inTheWay = Files.createDirectory(directory.resolve(".cookie.tmp"));
    assertThat(CookieFile.write(path(), Readers.OWNER, random)).isEmpty();
    assertThat(inTheWay).isDirectory();
    assertThat(path()).doesNotExist();
  }
}
