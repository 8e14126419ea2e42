package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.HeaderStore.Flag;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.MerkleRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderStoreTest {
  private static final BlockHash GENESIS = new BlockHash(1, 2, 3, 4);
  private static final NetworkIdentity NETWORK =
      new NetworkIdentity(GENESIS, Bytes.of(0xfa, 0xbf, 0xb5, 0xda));

  @TempDir Path directory;

  private final Random random = new Random(1);

  private HeaderStore open() {
    return HeaderStore.open(directory, NETWORK, false);
  }

  private BlockHash anyHash() {
    return new BlockHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private StoredHeader on(BlockHash previous, int height) {
    var root =
        new MerkleRoot(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    long nonce = random.nextInt() & 0xffff_ffffL;
    var header = new BlockHeader(random.nextInt(), previous, root, 4_000_000_000L, 1, nonce);
    return new StoredHeader(
        header,
        anyHash(),
        height,
        random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        random.nextInt());
  }

  /** A tree of {@code count} headers, each on top of any of the ones before. */
  private List<StoredHeader> tree(int count) {
    var tree = new ArrayList<>(List.of(on(BlockHash.ZERO, 0)));
    while (tree.size() < count) {
      var previous = tree.get(random.nextInt(Math.max(0, tree.size() - 5), tree.size()));
      tree.add(on(previous.hash(), previous.height() + 1));
    }
    return tree;
  }

  private static List<StoredHeader> read(HeaderStore store) {
    var headers = new ArrayList<StoredHeader>();
    store.forEachHeader(headers::add);
    return headers;
  }

  @Test
  void givesBackAllHeadersEachAfterTheOneItBuildsOn() {
    var tree = tree(2_000);
    var shuffled = new ArrayList<>(tree);
    Collections.shuffle(shuffled, random);
    try (var store = open()) {
      store.write(shuffled.subList(0, 700), Map.of());
      store.write(shuffled.subList(700, 2_000), Map.of());
    }
    try (var store = open()) {
      var headers = read(store);
      assertThat(headers).containsExactlyInAnyOrderElementsOf(tree);
      var seen = new HashSet<>(List.of(BlockHash.ZERO));
      for (var header : headers) {
        assertThat(seen).contains(header.header().previous());
        seen.add(header.hash());
      }
    }
  }

  @Test
  void keepsWhatWasStoredLastOfAHeader() {
    var first = on(GENESIS, 300);
    var later = new StoredHeader(first.header(), first.hash(), first.height(), -1, 7, 8, -9, 10);
    try (var store = open()) {
      store.write(List.of(first), Map.of());
      store.write(List.of(later), Map.of());
      assertThat(read(store)).containsExactly(later);
    }
  }

  @Test
  void knowsWhatIsInEachBlockFile() {
    var info = new BlockFileInfo(3, 0xf000_0000L, 5, 6, 7, 8, 0xffff_ffffL);
    try (var store = open()) {
      assertThat(store.files()).isEmpty();
      store.write(List.of(), Map.of(1, BlockFileInfo.EMPTY, 0, info));
      store.write(List.of(on(GENESIS, 1)), Map.of(2, info, 0, info.withUndo(99)));
    }
    try (var store = open()) {
      assertThat(store.files()).containsExactly(info.withUndo(99), BlockFileInfo.EMPTY, info);
      assertThat(read(store)).hasSize(1);
    }
  }

  @Test
  void noticesThatAFileIsMissingFromItself() {
    try (var store = open()) {
      store.write(List.of(), Map.of(1, BlockFileInfo.EMPTY));
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(store::files)
          .withMessageContaining("block file 0 is missing")
          .withMessageContaining("Start with -reindex");
    }
  }

  @Test
  void remembersItsFlags() {
    try (var store = open()) {
      assertThat(store.has(Flag.PRUNED)).isFalse();
      store.set(Flag.PRUNED, true);
      store.set(Flag.REINDEXING, true);
      store.set(Flag.REINDEXING, false);
    }
    try (var store = open()) {
      assertThat(store.has(Flag.PRUNED)).isTrue();
      assertThat(store.has(Flag.REINDEXING)).isFalse();
      assertThat(read(store)).isEmpty();
      assertThat(store.files()).isEmpty();
    }
  }

  @Test
  void startsAnewForAReindexingAndRemembersIt() {
    try (var store = open()) {
      store.write(List.of(on(GENESIS, 1)), Map.of(0, BlockFileInfo.EMPTY));
      store.set(Flag.PRUNED, true);
    }
    HeaderStore.open(directory, NETWORK, true).close();
    try (var store = open()) {
      assertThat(read(store)).isEmpty();
      assertThat(store.files()).isEmpty();
      assertThat(store.has(Flag.PRUNED)).isFalse();
      assertThat(store.has(Flag.REINDEXING)).isTrue();
    }
  }

  @Test
  void goesOnMakingItselfAnewWhereTheProcessDiedOnTheWay() {
    open().close();
    DatabaseDirectory.wipe(directory);
    try (var store = open()) {
      assertThat(store.has(Flag.REINDEXING)).isTrue();
    }
  }

  @Test
  void isNotOpenedOverBitcoinCoresIndexUnlessItIsMadeAnew() throws IOException {
    Files.writeString(directory.resolve("CURRENT"), "MANIFEST-000002\n");
    Files.writeString(directory.resolve("MANIFEST-000002"), "");
    Files.writeString(directory.resolve("000003.log"), "");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::open)
        .withMessageContaining("Start with -reindex")
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.FOREIGN));
    HeaderStore.open(directory, NETWORK, true).close();
    open().close();
  }
}
