package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.Coin;
import cairn.ledger.LedgerClosedException;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others read of a ledger: blocks, coins, and where chains part. */
class LedgerReadsTest extends LedgerAtWork {
  @Test
  void readsBlocksAndWhatTheySpent() throws Exception {
    submit(TRUNK);
    var spending = TREE.mine(TRUNK.getLast(), payment(0));
    submit(spending);
    var block = find(spending);
    assertThat(ledger.blocks().bytes(block)).isEqualTo(spending.serialized());
    assertThat(ledger.blocks().block(block).serialized()).isEqualTo(spending.serialized());
    assertThat(ledger.blocks().spent(block)).containsExactly(List.of(coinOf(0)));
    assertThat(ledger.blocks().spent(find(TREE.genesis()))).isEmpty();
    assertThat(ledger.blocks().bytes(find(TREE.genesis()))).isEqualTo(TREE.genesis().serialized());
    assertThat(ledger.state().blockFilesBytes()).isGreaterThan(spending.totalSize());
  }

  /** The coin that a coinbase made, as it was before it was spent. */
  private static Coin coinOf(int index) {
    var output = TRUNK.get(index).transactions().getFirst().outputs().getFirst();
    return new Coin(output, index + 1, true);
  }

  @Test
  void saysWhyABlockCannotBeRead() throws Exception {
    submitHeaders(TRUNK);
    assertUnreadable(TRUNK.getFirst(), Reason.NOT_STORED);
    submit(TRUNK.subList(0, 2));
    var other = TREE.mine(TREE.genesis());
    submit(other);
    assertThatExceptionOfType(BlockUnavailableException.class)
        .isThrownBy(() -> ledger.blocks().spent(find(other)))
        .matches(e -> e.reason() == Reason.NOT_STORED);
    var file = setup.blocksDirectory().resolve("blk00000.dat");
    Files.move(file, directory.resolve("moved"));
    assertUnreadable(TRUNK.getFirst(), Reason.UNREADABLE);
    Files.move(directory.resolve("moved"), file);
    assertThat(ledger.blocks().block(find(TRUNK.getFirst())).hash())
        .isEqualTo(TRUNK.getFirst().hash());
  }

  @Test
  void looksUpCoinsAfterTheTip() {
    submit(TRUNK);
    submit(TREE.mine(TRUNK.getLast(), payment(0)));
    var there = coinbase(TRUNK.get(1));
    var spent = coinbase(TRUNK.getFirst());
    var never = new OutPoint(new Txid(1, 2, 3, 4), 0);
    assertThat(get(ledger.commands().coins(List.of(there, spent, never))))
        .containsOnlyKeys(there)
        .containsEntry(there, coinOf(1));
  }

  @Test
  void keepsSnapshotsAsTheyWere() {
    submit(TRUNK);
    try (var snapshot = get(ledger.commands().snapshotCoins())) {
      submit(TREE.mine(TRUNK.getLast(), payment(0)));
      get(ledger.commands().flush());
      assertThat(snapshot.get(coinbase(TRUNK.getFirst()))).isNotNull();
      assertThat(Objects.requireNonNull(snapshot.bestBlock()).height()).isEqualTo(TRUNK.size());
      var closing = new AtomicReference<@Nullable CompletableFuture<Void>>();
      assertThatExceptionOfType(LedgerClosedException.class)
          .isThrownBy(() -> {
            while (true) {
              assertThat(snapshot.forEach((_, _) -> true)).isTrue();
              if (closing.get() == null) {
                closing.set(CompletableFuture.runAsync(ledger::close));
              }
            }
          });
      get(Objects.requireNonNull(closing.get()));
      assertThatExceptionOfType(LedgerClosedException.class)
          .isThrownBy(() -> snapshot.get(coinbase(TRUNK.getFirst())));
    }
  }

  @Test
  void findsWhereAnotherNodesChainParts() {
    submit(TRUNK);
    var other = TREE.mine(TRUNK.get(49), 3);
    submitHeaders(other);
    var locator = find(other.getLast()).locator();
    assertThat(ledger.index().fork(locator, ledger.chain())).isSameAs(find(TRUNK.get(49)));
  }
}
