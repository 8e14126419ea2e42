package cairn.ledger.blockfiles;

import static cairn.ledger.blockfiles.SmallFiles.KEY;
import static cairn.ledger.blockfiles.SmallFiles.MAGIC;
import static cairn.ledger.blockfiles.SmallFiles.block;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.blockfiles.BlockScanner.Found;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockScannerTest {
  private static final int MAX_LENGTH = 4_000_000;

  @TempDir Path directory;

  /** What a search came upon. */
  private record Search(List<Found> found, long skippedBytes, boolean cutOff) {}

  private Search search(Bytes contents, XorKey key, Predicate<Found> rejected) throws IOException {
    var obfuscated = contents.toArray();
    key.apply(ByteBuffer.wrap(obfuscated), 0);
    var file = Files.write(directory.resolve("blk00000.dat"), obfuscated);
    var all = new ArrayList<Found>();
    try (var scanner = BlockScanner.open(file, MAGIC, key)) {
      for (var found = scanner.next(); found != null; found = scanner.next()) {
        int from = (int) found.offset();
        assertThat(scanner.read(from, found.length()))
            .isEqualTo(contents.slice(from, from + found.length()));
        assertThat(found.head()).isEqualTo(contents.slice(from, from + 80));
        if (rejected.test(found)) {
          scanner.reject(found);
        } else {
          all.add(found);
        }
      }
      assertThat(scanner.offset()).isEqualTo(scanner.size()).isEqualTo(contents.length());
      return new Search(all, scanner.skippedBytes(), scanner.isCutOff());
    }
  }

  private Search search(Bytes contents) throws IOException {
    return search(contents, XorKey.NONE, _ -> false);
  }

  /** The slow, obvious twin: tries each byte in turn. */
  private static Search searchSlowly(Bytes contents, XorKey key, Predicate<Found> rejected) {
    var zeros = ByteBuffer.allocate(contents.length());
    key.apply(zeros, 0);
    var all = new ArrayList<Found>();
    long skipped = 0;
    int run = 0;
    boolean cutOff = false;
    for (int at = 0; at < contents.length(); ) {
      int body = at + 8;
      if (contents.matchesAt(at, MAGIC) && body <= contents.length()) {
        var size = ByteBuffer.wrap(contents.slice(at + 4, body).toArray());
        long length = Integer.toUnsignedLong(size.order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (length >= 80 && length <= MAX_LENGTH) {
          cutOff |= body + length > contents.length();
          if (body + length <= contents.length()) {
            var found = new Found(body, (int) length, contents.slice(body, body + 80));
            if (!rejected.test(found)) {
              all.add(found);
              at = body + (int) length;
              run = 0;
              continue;
            }
          }
        }
      }
      run = contents.get(at) == zeros.get(at) ? run + 1 : 0;
      skipped += run < 8 ? 1 : run == 8 ? -7 : 0;
      at++;
    }
    skipped -= run < 8 ? run : 0;
    return new Search(all, skipped, cutOff);
  }

  private static Bytes frame(long length) {
    return new ByteWriter().bytes(MAGIC).uint32(length).toBytes();
  }

  private static Bytes record(int length) {
    return frame(length).concat(block(length));
  }

  private static Bytes join(Bytes... parts) {
    var out = new ByteWriter();
    for (var part : parts) {
      out.bytes(part);
    }
    return out.toBytes();
  }

  /** Records and junk of all kinds, then some bytes changed, and maybe the end cut off. */
  private static Bytes mangled(Random random) {
    var out = new ByteWriter().uint8(0);
    for (int i = random.nextInt(60); i >= 0; i--) {
      var junk = new byte[random.nextInt(40)];
      random.nextBytes(junk);
      switch (random.nextInt(12)) {
        case 0 -> out.bytes(junk);
        case 1 -> out.bytes(MAGIC);
        case 2 -> out.bytes(MAGIC.slice(0, random.nextInt(4)));
        case 3 -> out.bytes(frame(random.nextLong(80)));
        case 4 -> out.bytes(frame(random.nextLong(MAX_LENGTH, 1L << 32)));
        case 5 -> out.bytes(frame(random.nextLong(80, 3_000)));
        case 6 -> out.bytes(new byte[random.nextInt(20_000)]);
        case 7 -> out.bytes(record(random.nextInt(80, 40_000)));
        default -> out.bytes(record(random.nextInt(80, 200)));
      }
    }
    var bytes = out.toArray();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return Bytes.wrap(bytes).slice(0, bytes.length - random.nextInt(Math.min(300, bytes.length)));
  }

  private static Search found(Bytes contents, long skippedBytes, int... offsets) {
    var all = new ArrayList<Found>();
    for (int offset : offsets) {
      var length = ByteBuffer.wrap(contents.slice(offset - 4, offset).toArray());
      all.add(
          new Found(
              offset,
              length.order(ByteOrder.LITTLE_ENDIAN).getInt(),
              contents.slice(offset, offset + 80)));
    }
    return new Search(all, skippedBytes, false);
  }

  @Test
  void findsBlocksOneBehindTheOther() throws IOException {
    var contents = join(record(100), record(80), record(50_000), record(90));
    assertThat(search(contents)).isEqualTo(found(contents, 0, 8, 116, 204, 50_212));
  }

  @Test
  void skipsWhatIsBetweenBlocks() throws IOException {
    var contents = join(block(33), record(100), new ByteWriter().uint8(0xfa).toBytes(), record(80));
    assertThat(search(contents)).isEqualTo(found(contents, 34, 41, 150));
  }

  @Test
  void isNotLedAstrayByLengthsThatNoBlockHas() throws IOException {
    var contents =
        join(frame(79), record(80), frame(MAX_LENGTH + 1), record(81), frame(-1), record(82));
    assertThat(search(contents)).isEqualTo(found(contents, 24, 16, 112, 209));
  }

  @Test
  void looksWithinWhatTheEndOfTheFileCutsOff() throws IOException {
    var contents = join(record(80), frame(1_000), record(90));
    var expected = found(contents, 8, 8, 104);
    assertThat(search(contents)).isEqualTo(new Search(expected.found(), 8, true));
  }

  @Test
  void looksWithinWhatIsSaidToBeNoBlock() throws IOException {
    var contents = join(frame(200), block(7), record(90), block(95), record(80));
    var expected = found(contents, 8 + 7 + 95, 23, 216);
    assertThat(search(contents, XorKey.NONE, found -> found.length() == 200)).isEqualTo(expected);
  }

  @Test
  void doesNotCountTheZerosWithWhichAFileIsFilledUp() throws IOException {
    var zeros = Bytes.wrap(new byte[40_000]);
    var contents = join(record(100), zeros, Bytes.of(1, 2, 0, 0, 3), record(80), zeros);
    assertThat(search(contents)).isEqualTo(found(contents, 5, 8, 40_121));
    assertThat(search(zeros)).isEqualTo(found(zeros, 0));
    assertThat(search(join(record(80), Bytes.of(0)))).isEqualTo(found(record(80), 0, 8));
  }

  @Test
  void knowsTheZerosOfTheDiskInFilesThatAreObfuscated() throws IOException {
    var filling = new byte[40_003];
    KEY.apply(ByteBuffer.wrap(filling), 88);
    var contents = join(record(80), Bytes.wrap(filling));
    assertThat(search(contents, KEY, _ -> false)).isEqualTo(found(contents, 0, 8));
  }

  @Test
  void findsTheSameInFilesThatAreObfuscated() throws IOException {
    var contents = join(block(3), record(100), record(20_000), record(80));
    assertThat(search(contents, KEY, _ -> false)).isEqualTo(search(contents));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithItsSlowTwinOnMangledFiles(long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      var contents = mangled(random);
      Predicate<Found> rejected = found -> found.length() % 5 == 0;
      assertThat(search(contents, KEY, rejected)).isEqualTo(searchSlowly(contents, KEY, rejected));
      assertThat(search(contents)).isEqualTo(searchSlowly(contents, XorKey.NONE, _ -> false));
    }
  }

  /** The file is nearly all hole, so it takes no room. */
  @Test
  void goesThroughFilesThatNoArrayHolds() throws IOException {
    var file = directory.resolve("large.dat");
    long far = 3L << 30;
    try (var channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.write(ByteBuffer.wrap(record(100).toArray()), 0);
      channel.write(ByteBuffer.wrap(record(90).toArray()), far);
    }
    try (var scanner = BlockScanner.open(file, MAGIC)) {
      assertThat(scanner.next()).isEqualTo(new Found(8, 100, block(100).slice(0, 80)));
      scanner.seek(far - 5_000);
      var found = requireNonNull(scanner.next());
      assertThat(found).isEqualTo(new Found(far + 8, 90, block(90).slice(0, 80)));
      assertThat(scanner.read(found.offset(), found.length())).isEqualTo(block(90));
      assertThat(scanner.next()).isNull();
    }
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    var missing = directory.resolve("missing.dat");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> BlockScanner.open(missing, MAGIC))
        .withMessage("There is no file " + missing + ".")
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.MISSING));
  }
}
