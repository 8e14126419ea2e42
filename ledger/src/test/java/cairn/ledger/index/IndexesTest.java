package cairn.ledger.index;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.data;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cairn.ledger.ChainBuilder;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.index.CoinTotals.InBlock;
import cairn.ledger.index.CoinTotals.Unspendable;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.TxOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class IndexesTest {
  private static final long COIN = 100_000_000;
  private static final int TRUNK = 110;
  private static final IndexOptions STATISTICS = new IndexOptions(false, false, false, true, false);
  private static final IndexOptions FILTERS = new IndexOptions(false, false, true, false, false);

  private static final String GONE =
      " best block of the index goes beyond pruned data (including undo data). Please disable the"
          + " index or reindex (which will download the whole blockchain again)";

  @TempDir private Path directory;

  private static ChainBuilder trunk() {
    return ChainBuilder.regtest().mine(TRUNK);
  }

  private static List<Block> from(ChainBuilder chain, int height) {
    return chain.blocks().subList(height, chain.blocks().size());
  }

  @Test
  void findWhatIsOnAnotherBranchToo() throws Exception {
    var chain = trunk();
    var other = chain.fork(TRUNK);
    var payment = spend(chain.coinbase(1), anyone(49 * COIN));
    var rival = spend(chain.coinbase(1), anyone(48 * COIN));
    chain.mine(payment);
    other.mine(rival);
    other.mine(1);
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      node.submit(from(chain, 1)).await();
      assertThat(node.spenders().find(chain.coinbase(1)).orElseThrow().transaction())
          .isEqualTo(payment);

      node.submit(from(other, TRUNK + 1)).await();
      assertThat(node.transactions().find(payment.txid()))
          .contains(new IndexedTransaction(node.find(chain.tip()), payment));
      assertThat(node.transactions().find(rival.txid()))
          .contains(new IndexedTransaction(node.find(other.block(TRUNK + 1)), rival));
      assertThat(node.spenders().find(chain.coinbase(1)).orElseThrow().transaction())
          .isEqualTo(rival);
      assertThat(node.blockFilters().filter(node.find(chain.tip()))).isPresent();
      assertThat(node.coinStatistics().totals(node.find(chain.tip()))).isPresent();
    }
  }

  @Test
  void preferTheBlockOfTheActiveChain() throws Exception {
    var chain = trunk();
    var other = chain.fork(TRUNK);
    var payment = spend(chain.coinbase(1), anyone(49 * COIN));
    chain.mine(payment);
    other.mine(1);
    other.mine(payment);
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      node.submit(from(chain, 1)).await();
      node.submit(from(other, TRUNK + 1)).await();
      var where = node.find(other.tip());
      var stale = node.find(chain.tip());
      assertThat(node.transactions().find(payment.txid()))
          .contains(new IndexedTransaction(where, payment));
      assertThat(node.transactions().find(payment.txid(), stale))
          .contains(new IndexedTransaction(stale, payment));
      assertThat(node.transactions().find(payment.txid(), node.ledger.chain().genesis())).isEmpty();

      node.ledger.commands().invalidate(where).join();
      node.submit(from(chain, TRUNK + 1)).await();
      assertThat(node.transactions().find(payment.txid()).orElseThrow().block())
          .isEqualTo(node.find(chain.tip()));
    }
  }

  @Test
  void tellWhatABlockDid() {
    var chain = trunk();
    var payment = spend(chain.coinbase(1), anyone(20 * COIN), anyone(29 * COIN), data(7));
    var burning =
        spend(
            chain.coinbase(2),
            anyone(44 * COIN),
            new TxOut(new Amount(5 * COIN), data(1).scriptPubKey()));
    chain.add(chain.draft(payment, burning).coinbaseSats(51 * COIN).mine());
    try (var node = IndexedLedger.open(directory, STATISTICS)) {
      node.submit(from(chain, 1)).await();
      var totals = node.coinStatistics().totals(node.find(chain.tip())).orElseThrow();
      assertThat(totals.block())
          .isEqualTo(
              new InBlock(
                  new Amount(100 * COIN),
                  new Amount(51 * COIN),
                  new Amount(93 * COIN),
                  new Unspendable(
                      Amount.ZERO, Amount.ZERO, new Amount(5 * COIN), new Amount(COIN))));
      assertThat(totals.unspendable().sats()).isEqualTo((50 + 5 + 1) * COIN);
      assertThat(totals.total().sats()).isEqualTo((TRUNK * 50 - 100 + 51 + 93) * COIN);
      assertThat(totals.coins()).isEqualTo(TRUNK - 2 + 3 + 1);

      var genesis = node.coinStatistics().totals(node.ledger.chain().genesis()).orElseThrow();
      assertThat(genesis.coins()).isZero();
      assertThat(genesis.block().unspendable().genesis().sats()).isEqualTo(50 * COIN);
    }
  }

  @Test
  void stayAheadOfAChainThatHasBecomeShorter() {
    var chain = trunk();
    try (var node = IndexedLedger.open(directory, STATISTICS)) {
      node.submit(from(chain, 1)).await();
      node.ledger.commands().invalidate(node.find(chain.block(TRUNK - 4))).join();
      node.await();
      assertThat(node.coinStatistics().best()).isEqualTo(node.find(chain.tip()));

      var other = chain.fork(TRUNK - 5);
      other.mine(spend(other.coinbase(1), anyone(COIN)));
      node.submit(from(other, TRUNK - 4)).await();
      assertThat(node.coinStatistics().best()).isEqualTo(node.find(other.tip()));
    }
    expectSameAsBuiltAnew();
  }

  @Test
  void areKeptWhenTheCoinsAreMadeAnew() {
    var chain = trunk();
    try (var node = IndexedLedger.open(directory, STATISTICS)) {
      node.submit(from(chain, 1)).await();
    }
    try (var node =
        IndexedLedger.open(directory, STATISTICS, Rebuild.CHAINSTATE, LedgerConfig.NEVER_PRUNE)) {
      assertThat(node.coinStatistics().best()).isEqualTo(node.find(chain.tip()));
      node.ledger.commands().settle().join();
      chain.mine(1);
      node.submit(List.of(chain.tip())).await();
      assertThat(node.coinStatistics().best()).isEqualTo(node.find(chain.tip()));
    }
    expectSameAsBuiltAnew();
  }

  /** The statistics after the tip are those that a new index comes to. */
  private void expectSameAsBuiltAnew() {
    CoinTotals kept;
    try (var node = IndexedLedger.open(directory, STATISTICS)) {
      node.await();
      kept = node.coinStatistics().totals(node.ledger.chain().tip()).orElseThrow();
    }
    try (var node =
        IndexedLedger.open(directory, new IndexOptions(false, false, false, true, true))) {
      node.await();
      assertThat(node.coinStatistics().totals(node.ledger.chain().tip())).contains(kept);
    }
  }

  @Test
  void beginAnewIfTheirLastBlockIsNotKnown() {
    var chain = trunk();
    var other = chain.fork(TRUNK - 20);
    other.add(other.draft().nonce(1000).mine());
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      node.submit(from(chain, 1)).await();
    }
    delete(directory.resolve("blocks"));
    delete(directory.resolve("chainstate"));
    try (var node = IndexedLedger.open(directory, IndexedLedger.ALL)) {
      node.submit(from(other, 1)).await();
      assertThat(node.coinStatistics().best()).isEqualTo(node.find(other.tip()));
    }
    expectSameAsBuiltAnew();
  }

  @Test
  void keepWhatTheyNeedFromBeingPruned() {
    var chain = ChainBuilder.regtest().mine(600);
    try (var node =
        IndexedLedger.open(directory, FILTERS, Rebuild.NOTHING, LedgerConfig.PRUNE_ON_REQUEST)) {
      node.submit(from(chain, 1)).await();
    }
    chain.mine(500);
    try (var node =
        IndexedLedger.open(
            directory, IndexOptions.NONE, Rebuild.NOTHING, LedgerConfig.PRUNE_ON_REQUEST)) {
      node.submit(from(chain, 601));
      node.ledger.holdBlocks("someone", 605);
      node.ledger.commands().pruneTo(800).join();
      assertThat(node.ledger.state().isPruned()).isTrue();
      assertThat(node.find(chain.block(595)).hasData()).isTrue();
    }
    try (var node =
        IndexedLedger.open(directory, FILTERS, Rebuild.NOTHING, LedgerConfig.PRUNE_ON_REQUEST)) {
      node.await();
      assertThat(node.blockFilters().filter(node.find(chain.tip()))).isPresent();
    }
  }

  @Test
  void refuseToGoOnFromBlocksThatAreGone() {
    var chain = ChainBuilder.regtest().mine(1000);
    try (var node =
        IndexedLedger.open(
            directory, IndexOptions.NONE, Rebuild.NOTHING, LedgerConfig.PRUNE_ON_REQUEST)) {
      node.submit(from(chain, 1));
      node.ledger.commands().pruneTo(500).join();
    }
    assertThat(refusal(FILTERS)).isEqualTo("basic block filter index" + GONE);
    assertThat(refusal(STATISTICS)).isEqualTo("coinstatsindex" + GONE);
    assertThat(refusal(new IndexOptions(false, false, true, true, false)))
        .as("in Core's order")
        .isEqualTo("basic block filter index" + GONE);
  }

  /** What is said of them, when they would need blocks that are gone. */
  private @Nullable String refusal(IndexOptions options) {
    var thrown =
        catchThrowableOfType(
            StorageException.class,
            () ->
                IndexedLedger.open(
                    directory, options, Rebuild.NOTHING, LedgerConfig.PRUNE_ON_REQUEST));
    assertThat(thrown.problem()).isEqualTo(Problem.OPTION);
    return thrown.getMessage();
  }

  @Test
  void answerThoseWhoWaitWhenTheyAreClosed() {
    var node = IndexedLedger.open(directory, IndexedLedger.ALL);
    node.close();
    assertThat(node.transactions().caughtUp()).isCompletedWithValue(false);
    assertThat(node.transactions().isSynced()).isFalse();
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.toList().reversed()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
