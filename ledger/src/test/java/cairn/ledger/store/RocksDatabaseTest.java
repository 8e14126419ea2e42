package cairn.ledger.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.DatabaseFormat.Family;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.EnvOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;
import org.rocksdb.WriteBatch;

class RocksDatabaseTest {
  private static final NetworkIdentity HERE =
      new NetworkIdentity(new BlockHash(1, 2, 3, 4), Bytes.of(0xfa, 0xbf, 0xb5, 0xda));
  private static final NetworkIdentity ELSEWHERE =
      new NetworkIdentity(new BlockHash(5, 6, 7, 8), Bytes.of(0xfa, 0xbf, 0xb5, 0xda));
  private static final DatabaseFormat FORMAT = format("test database", 3);

  @TempDir Path directory;

  private static DatabaseFormat format(String title, int version) {
    return new DatabaseFormat(
        title,
        version,
        "Start with -test to make it anew",
        List.of(new Family(DatabaseFormat.DEFAULT_FAMILY, _ -> {}), new Family("other", _ -> {})));
  }

  private RocksDatabase open() {
    return RocksDatabase.open(directory, HERE, FORMAT);
  }

  private static byte[] key(int number) {
    return new byte[] {1, (byte) number};
  }

  private static void put(RocksDatabase database, int key, String value) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      batch.put(database.family("other"), key(key), value.getBytes(UTF_8));
      database.writeSynced(batch);
    }
  }

  private static List<String> values(RocksDatabase database) {
    var values = new ArrayList<String>();
    try (var how = new ReadOptions();
        var iterator = database.iterate(database.family("other"), how)) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        values.add(new String(iterator.value(), UTF_8));
      }
      database.expectSound(iterator);
    }
    return values;
  }

  private void expectFailure(Problem problem, Runnable action, String... parts) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(action::run)
        .withMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void findsWhatWasWrittenBeforeItWasClosed() throws Exception {
    try (var database = open()) {
      put(database, 1, "one");
      put(database, 3, "three");
    }
    try (var database = open()) {
      assertThat(database.get(database.family("other"), key(3))).isEqualTo("three".getBytes(UTF_8));
      assertThat(database.get(database.family("other"), key(2))).isNull();
      assertThat(database.multiGet(database.family("other"), List.of(key(3), key(2), key(1))))
          .containsExactly("three".getBytes(UTF_8), null, "one".getBytes(UTF_8));
      assertThat(values(database)).containsExactly("one", "three");
    }
  }

  @Test
  void takesInFilesOfSortedEntries(@TempDir Path elsewhere) throws Exception {
    try (var database = open()) {
      var file = elsewhere.resolve("sorted.sst");
      try (var environment = new EnvOptions();
          var options = new Options();
          var writer = new SstFileWriter(environment, options)) {
        writer.open(file.toString());
        writer.put(key(1), "one".getBytes(UTF_8));
        writer.put(key(2), "two".getBytes(UTF_8));
        writer.finish();
      }
      database.ingest(database.family("other"), List.of(file));
      assertThat(values(database)).containsExactly("one", "two");
    }
  }

  @Test
  void cannotBeOpenedTwice() {
    try (var _ = open()) {
      expectFailure(
          Problem.LOCKED, this::open, "test database in " + directory + " is in use", "running");
    }
  }

  @Test
  void isOfOneNetwork() {
    open().close();
    expectFailure(
        Problem.OTHER_NETWORK,
        () -> RocksDatabase.open(directory, ELSEWHERE, FORMAT),
        "belongs to another network",
        HERE.genesis().toString());
  }

  @Test
  void isOfOneFormat() {
    open().close();
    expectFailure(
        Problem.NEWER_FORMAT,
        () -> RocksDatabase.open(directory, HERE, format("test database", 2)),
        "later version of Cairn");
    expectFailure(
        Problem.FOREIGN,
        () -> RocksDatabase.open(directory, HERE, format("coins", 3)),
        "is a test database instead");
  }

  @Test
  void leavesTheDatabaseOfAnotherProgramAlone() throws IOException {
    Files.writeString(directory.resolve("CURRENT"), "MANIFEST-000002\n");
    Files.writeString(directory.resolve("MANIFEST-000002"), "");
    Files.writeString(directory.resolve("000005.ldb"), "");
    expectFailure(Problem.FOREIGN, this::open, "made by another program", "Start with -test");
    assertThat(directory.resolve("IDENTITY")).doesNotExist();
  }

  @Test
  void madeAnewItHoldsOnlyItsFirstContents() throws Exception {
    Files.writeString(directory.resolve("000005.ldb"), "Bitcoin Core's");
    Files.writeString(directory.resolve("CURRENT"), "MANIFEST-000002\n");
    RocksDatabase.recreate(directory, HERE, FORMAT, Map.of(key(9), key(8))).close();
    assertThat(directory.resolve("000005.ldb")).doesNotExist();
    try (var database = open()) {
      assertThat(database.get(database.family("default"), key(9))).isEqualTo(key(8));
      assertThat(values(database)).isEmpty();
    }
  }

  @Test
  void tellsThatItWasOnlyHalfMadeAnew() {
    open().close();
    DatabaseDirectory.wipe(directory);
    assertThat(DatabaseDirectory.isHalfMade(directory)).isTrue();
    expectFailure(Problem.DAMAGED, this::open, "half made", "Start with -test");
    RocksDatabase.recreate(directory, HERE, FORMAT, Map.of()).close();
    assertThat(DatabaseDirectory.isHalfMade(directory)).isFalse();
    open().close();
  }

  @Test
  void isMadeAgainWhereTheProcessDiedBeforeItWasMade() throws IOException {
    Files.writeString(directory.resolve("IDENTITY"), "a name");
    Files.writeString(directory.resolve("MANIFEST-000001"), "not all of it");
    Files.writeString(directory.resolve("000001.dbtmp"), "");
    open().close();
    open().close();
  }

  @Test
  void saysThatItIsDamagedWhicheverOfItsFilesIsLost() throws Exception {
    for (var lost : List.of("CURRENT", "MANIFEST-", ".sst")) {
      RocksDatabase.recreate(directory, HERE, FORMAT, Map.of()).close();
      try (var database = open()) {
        put(database, 1, "one");
        database.rocks().flush(new FlushOptions(), database.family("other"));
      }
      try (var files = Files.newDirectoryStream(directory, "*" + lost + "*")) {
        for (var file : files) {
          Files.delete(file);
        }
      }
      expectFailure(Problem.DAMAGED, () -> open().close(), "damaged", "Start with -test");
    }
  }

  @Test
  void saysThatItIsDamagedWhereverItsTablesAreOverwritten() throws Exception {
    RocksDatabase.recreate(directory, HERE, FORMAT, Map.of()).close();
    try (var database = open()) {
      put(database, 1, "one");
      database.rocks().flush(new FlushOptions(), database.family("other"));
    }
    try (var files = Files.newDirectoryStream(directory, "*.sst")) {
      for (var file : files) {
        var bytes = Files.readAllBytes(file);
        for (int i = 0; i < 20; i++) {
          bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
      }
    }
    expectFailure(
        Problem.DAMAGED,
        () -> {
          try (var database = open()) {
            values(database);
          }
        },
        "damaged");
  }
}
