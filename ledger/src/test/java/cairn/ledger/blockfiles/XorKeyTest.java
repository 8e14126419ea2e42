package cairn.ledger.blockfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XorKeyTest {
  private static final String ZERO = "00".repeat(8);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("xor.dat");
  }

  @Test
  void isRandomOnTheFirstStart(@TempDir Path other) throws IOException {
    Files.createFile(directory.resolve(".lock"));
    var key = XorKey.load(directory, true);
    assertThat(key.toString()).hasSize(16).isNotEqualTo(ZERO);
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file()))).isEqualTo(key.toString());
    assertThat(XorKey.load(directory, true)).hasToString(key.toString());
    assertThat(XorKey.load(other, true).toString()).isNotEqualTo(key.toString());
    try (var files = Files.list(directory)) {
      assertThat(files).containsOnly(file(), directory.resolve(".lock"));
    }
  }

  @Test
  void isZeroWhereItIsNotWanted() {
    assertThat(XorKey.load(directory, false)).hasToString(ZERO);
    assertThat(XorKey.load(directory, true)).hasToString(ZERO);
    assertThat(file()).hasBinaryContent(new byte[8]);
  }

  @Test
  void isZeroWhereThereWereFilesBeforeThereWereKeys() throws IOException {
    Files.createFile(directory.resolve("blk00000.dat"));
    assertThat(XorKey.load(directory, true)).hasToString(ZERO);
    assertThat(file()).hasBinaryContent(new byte[8]);
  }

  @Test
  void cannotBeTurnedOffLater() throws IOException {
    Files.write(file(), HexFormat.of().parseHex("0123456789abcdef"));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> XorKey.load(directory, false))
        .withMessage(
            "The blocksdir XOR-key can not be disabled when a random key was already stored!"
                + " Stored key: '0123456789abcdef', stored path: '%s'.",
            file())
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.OPTION));
  }

  @Test
  void saysThatItsFileIsCutOff() throws IOException {
    Files.write(file(), new byte[7]);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> XorKey.load(directory, true))
        .withMessageContaining("has 7 bytes instead of 8")
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void changesEachByteByTheOneOfTheKeyThatItsPlaceInTheFileHas(long seed) {
    var random = new Random(seed);
    var keyBytes = new byte[8];
    random.nextBytes(keyBytes);
    var key = XorKey.of(keyBytes);
    for (int i = 0; i < 1_000; i++) {
      var bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length + 1);
      int to = random.nextInt(from, bytes.length + 1);
      long offset = random.nextLong(1L << 40);
      var expected = bytes.clone();
      for (int at = from; at < to; at++) {
        expected[at] ^= keyBytes[(int) ((offset + at - from) % 8)];
      }
      var buffer = ByteBuffer.wrap(bytes).position(from).limit(to);
      key.apply(buffer, offset);
      assertThat(bytes).isEqualTo(expected);
      assertThat(buffer.position()).isEqualTo(from);
      assertThat(buffer.limit()).isEqualTo(to);
    }
  }
}
