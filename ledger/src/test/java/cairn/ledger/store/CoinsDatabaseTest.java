package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.CoinSnapshot;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.codec.CoinCodec;
import cairn.primitives.Amount;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoinsDatabaseTest {
  private static final NetworkIdentity HERE =
      new NetworkIdentity(new BlockHash(1, 2, 3, 4), Bytes.of(0xfa, 0xbf, 0xb5, 0xda));
  private static final NetworkIdentity ELSEWHERE =
      new NetworkIdentity(new BlockHash(5, 6, 7, 8), Bytes.of(0xfa, 0xbf, 0xb5, 0xda));

  /** In the order of their keys. */
  private static final OutPoint A = new OutPoint(new Txid(0, 0, 0, 0), 0);

  private static final OutPoint B = new OutPoint(new Txid(1, 2, 3, 4), 7);
  private static final OutPoint C = new OutPoint(new Txid(-1, -1, -1, -1), 0xffffffffL);

  @TempDir Path directory;

  private CoinsDatabase open() {
    return CoinsDatabase.open(directory, HERE, 1 << 20);
  }

  private static BestBlock block(int height) {
    return new BestBlock(new BlockHash(9, 9, 9, height), height);
  }

  private static Coin coin(long sats) {
    return new Coin(new TxOut(new Amount(sats), Script.fromHex("51")), 7, true);
  }

  private static void put(CoinStore.Change change, OutPoint outpoint, Coin coin) {
    var value = new ByteWriter();
    CoinCodec.write(value, coin.output(), coin.height(), coin.coinbase());
    change.put(direct(CoinKey.of(outpoint)), direct(value.toArray()));
  }

  private static void delete(CoinStore.Change change, OutPoint outpoint) {
    change.delete(direct(CoinKey.of(outpoint)));
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** Stores coins of 1, 2 and 3 satoshis at A, B and C. */
  private static void fill(CoinsDatabase database) {
    try (var change = database.change(block(1))) {
      put(change, A, coin(1));
      put(change, B, coin(2));
      put(change, C, coin(3));
      change.commit();
    }
  }

  private static List<OutPoint> outpoints(CoinSnapshot snapshot) {
    var outpoints = new ArrayList<OutPoint>();
    snapshot.forEach((outpoint, _) -> outpoints.add(outpoint));
    return outpoints;
  }

  @Test
  void beginsEmpty() {
    try (var database = open()) {
      assertThat(database.isEmpty()).isTrue();
      assertThat(database.bestBlock()).isNull();
      assertThat(database.get(A)).isNull();
    }
  }

  @Test
  void keepsCoinsAndTheBestBlock() {
    try (var database = open()) {
      fill(database);
      assertThat(database.isEmpty()).isFalse();
    }
    try (var database = open();
        var snapshot = database.snapshot()) {
      assertThat(database.isEmpty()).isFalse();
      assertThat(database.bestBlock()).isEqualTo(block(1));
      assertThat(database.get(B)).isEqualTo(coin(2));
      assertThat(outpoints(snapshot)).containsExactly(A, B, C);
      assertThat(snapshot.diskBytes()).isPositive();
    }
  }

  @Test
  void fetchesManyAtOnce() {
    try (var database = open()) {
      fill(database);
      var absent = new OutPoint(B.txid(), 8);
      var fetched = database.fetch(List.of(C, absent, A));
      assertThat(fetched.generation()).isEqualTo(database.generation());
      assertThat(fetched.get(A)).isEqualTo(coin(1));
      assertThat(fetched.get(C)).isEqualTo(coin(3));
      assertThat(fetched.knows(absent)).isTrue();
      assertThat(fetched.get(absent)).isNull();
      assertThat(fetched.knows(B)).isFalse();
      assertThat(fetched.get(B)).isNull();
    }
  }

  @Test
  void countsItsChanges() {
    try (var database = open()) {
      long before = database.generation();
      fill(database);
      assertThat(database.generation()).isEqualTo(before + 1);
    }
  }

  @Test
  void removesCoinsAndOverwritesThem() {
    try (var database = open()) {
      fill(database);
      try (var change = database.change(block(2))) {
        delete(change, A);
        put(change, B, coin(20));
        change.commit();
      }
      assertThat(database.get(A)).isNull();
      assertThat(database.get(B)).isEqualTo(coin(20));
      assertThat(database.get(C)).isEqualTo(coin(3));
      assertThat(database.bestBlock()).isEqualTo(block(2));
    }
  }

  @Test
  void changesNothingUntilTheCommit() {
    try (var database = open()) {
      fill(database);
      try (var change = database.change(block(2))) {
        delete(change, A);
      }
      assertThat(database.get(A)).isEqualTo(coin(1));
      assertThat(database.bestBlock()).isEqualTo(block(1));
    }
  }

  @Test
  void leavesNoFileOfAChangeBehind() throws IOException {
    try (var database = open()) {
      try (var change = database.change(block(2))) {
        delete(change, A);
      }
      fill(database);
      assertThat(directory.resolve("change.tmp")).doesNotExist();
    }
    Files.writeString(directory.resolve("change.tmp"), "of a process that died");
    open().close();
    assertThat(directory.resolve("change.tmp")).doesNotExist();
  }

  @Test
  void showsSnapshotsNoLaterChange() {
    try (var database = open()) {
      fill(database);
      try (var snapshot = database.snapshot()) {
        try (var change = database.change(block(2))) {
          delete(change, B);
          change.commit();
        }
        assertThat(snapshot.bestBlock()).isEqualTo(block(1));
        assertThat(snapshot.get(B)).isEqualTo(coin(2));
        assertThat(outpoints(snapshot)).containsExactly(A, B, C);
      }
    }
  }

  @Test
  void stopsVisitingWhenTheVisitorHasHadEnough() {
    try (var database = open()) {
      fill(database);
      try (var snapshot = database.snapshot()) {
        assertThat(snapshot.forEach((outpoint, _) -> !outpoint.equals(B))).isFalse();
        assertThat(snapshot.forEach((_, _) -> true)).isTrue();
      }
    }
  }

  @Test
  void refusesTheCoinsOfAnotherNetwork() {
    open().close();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> CoinsDatabase.open(directory, ELSEWHERE, 1 << 20))
        .matches(e -> e.problem() == Problem.OTHER_NETWORK);
  }

  @Test
  void readsWithoutTouchingAnyFile() throws IOException {
    try (var database = open()) {
      fill(database);
    }
    Files.writeString(directory.resolve("change.tmp"), "of a process that died");
    var before = files();
    try (var database = CoinsDatabase.openToRead(directory, HERE, 1 << 20);
        var snapshot = database.snapshot()) {
      assertThat(snapshot.bestBlock()).isEqualTo(block(1));
      assertThat(outpoints(snapshot)).containsExactly(A, B, C);
      assertThat(snapshot.diskBytes()).isPositive();
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void readsNothingWhereThereIsNothing() throws IOException {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> CoinsDatabase.openToRead(directory, HERE, 1 << 20))
        .matches(e -> e.problem() == Problem.MISSING)
        .withMessage("There is no chainstate in %s.", directory);
    assertThat(files()).isEmpty();
  }

  @Test
  void refusesToReadTheCoinsOfAnotherNetwork() {
    open().close();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> CoinsDatabase.openToRead(directory, ELSEWHERE, 1 << 20))
        .matches(e -> e.problem() == Problem.OTHER_NETWORK);
  }

  /** The names of the files, with their contents and when they were last changed. */
  private Map<String, List<Object>> files() throws IOException {
    var files = new TreeMap<String, List<Object>>();
    try (var entries = Files.newDirectoryStream(directory)) {
      for (var file : entries) {
        var contents = Bytes.wrap(Files.readAllBytes(file));
        files.put(file.toString(), List.of(contents, Files.getLastModifiedTime(file)));
      }
    }
    return files;
  }

  @Test
  void saysThatACoinIsDamaged() {
    try (var database = open()) {
      try (var change = database.change(block(1))) {
        change.put(direct(CoinKey.of(A)), direct(new byte[] {0, 0, 7}));
        change.commit();
      }
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> database.get(A))
          .matches(e -> e.problem() == Problem.DAMAGED)
          .withMessageContaining("-reindex-chainstate");
    }
  }

  @Test
  void isMadeAnewOnRequest() {
    try (var database = open()) {
      fill(database);
    }
    try (var database = CoinsDatabase.recreate(directory, ELSEWHERE, 1 << 20)) {
      assertThat(database.isEmpty()).isTrue();
      assertThat(database.bestBlock()).isNull();
    }
  }

  @Test
  void isMadeAnewAgainIfThatWasNotFinished() throws IOException {
    try (var database = open()) {
      fill(database);
    }
    Files.createFile(directory.resolve("MAKING-ANEW"));
    try (var database = open()) {
      assertThat(database.isEmpty()).isTrue();
    }
  }
}
