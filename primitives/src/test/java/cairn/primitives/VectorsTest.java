package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.TestAbortedException;

@Isolated("a system property is of the whole JVM")
class VectorsTest {
  @TempDir Path directory;

  private final String configured = System.getProperty("cairn.vectors", "");

  @BeforeEach
  void useTheTemporaryDirectory() {
    System.setProperty("cairn.vectors", directory.toString());
  }

  @AfterEach
  void restoreTheDirectory() {
    System.setProperty("cairn.vectors", configured);
  }

  @Test
  void findsEveryFileOfTheNamePlainOrZipped() throws IOException {
    write("core/a_tests.json", "[1]");
    write("core/a_tests_more.json.gz", "[2]");
    write("core/a_tests.csv", "");
    write("core/other.json", "");
    assertThat(Vectors.files("core", "a_tests", ".json"))
        .map(file -> Vectors.json(file).get(0).asInt())
        .containsExactly(1, 2);
    assertThat(Vectors.file("core/a_tests_more.json").getFileName())
        .hasToString("a_tests_more.json.gz");
  }

  @Test
  void doesNotTakeBip324ForBip32() throws IOException {
    write("bips/bip32.json", "");
    write("bips/bip32_more.json", "");
    write("bips/bip324.json", "");
    assertThat(Vectors.files("bips", "bip32", ".json"))
        .map(file -> file.getFileName().toString())
        .containsExactly("bip32.json", "bip32_more.json");
  }

  @Test
  void readsCellsInQuotes() throws IOException {
    write("core/a.csv", "x,y\n1,\"a, \"\"b\"\"\"\n2,\n");
    assertThat(Vectors.csv(Vectors.file("core/a.csv")))
        .map(row -> row.get("x") + ":" + row.get("y"))
        .containsExactly("1:a, \"b\"", "2:");
  }

  @Test
  void skipsTheTestWhereNoFileHasTheName() throws IOException {
    Files.createDirectory(directory.resolve("core"));
    assertThatThrownBy(() -> Vectors.files("core", "a_tests", ".json"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("a_tests*.json");
    assertThatThrownBy(() -> Vectors.file("core/absent.dat"))
        .isInstanceOf(TestAbortedException.class);
  }

  @Test
  void skipsTheTestWhereTheDirectoryIsMissing() {
    System.setProperty("cairn.vectors", directory.resolve("absent").toString());
    assertThatThrownBy(() -> Vectors.files("core", "a_tests", ".json"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("absent");
  }

  private void write(String path, String content) throws IOException {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    var file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, path.endsWith(".gz") ? zip(bytes) : bytes);
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
