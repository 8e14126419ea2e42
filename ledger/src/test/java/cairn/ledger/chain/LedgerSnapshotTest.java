package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.Coin;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.LoadedCoins;
import cairn.ledger.SnapshotException;
import cairn.ledger.SnapshotStatus;
import cairn.ledger.StorageException;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerSnapshotTest extends LedgerAtWork {
  private static final int BEFORE = 40;
  private static final int BASE = 100;
  private static final Block BASE_BLOCK = TRUNK.get(BASE - 1);

  private byte[] file = {};

  /** What coins there are after each of two blocks, by a ledger that has computed them. */
  private Map<OutPoint, Coin> coinsAtBase = Map.of();

  private Map<OutPoint, Coin> coinsAtTip = Map.of();

  @BeforeEach
  void writeFile() throws Exception {
    submit(TRUNK.subList(0, BASE));
    coinsAtBase = coins(ledger);
    var path = directory.resolve("utxo.dat");
    var dump = Snapshots.write(ledger, BASE_BLOCK, path);
    submit(TRUNK.subList(BASE, TRUNK.size()));
    coinsAtTip = coins(ledger);
    assertThat(Snapshots.write(ledger, BASE_BLOCK, directory.resolve("again.dat")).serialized())
        .isEqualTo(dump.serialized());
    file = Files.readAllBytes(path);
    begin(
        LedgerSetup.in(directory.resolve("fresh"))
            .network(Snapshots.knowing(BASE_BLOCK, BASE, dump.serialized())));
  }

  /** Opens another ledger that has some blocks, and all headers. */
  private void begin(LedgerSetup setup) throws Exception {
    Files.createDirectories(setup.blocksDirectory());
    reopen(setup);
    submit(TRUNK.subList(0, BEFORE));
    submitHeaders(TRUNK);
    events.take();
  }

  private static Map<OutPoint, Coin> coins(Ledger ledger) {
    var coins = new HashMap<OutPoint, Coin>();
    try (var snapshot = get(ledger.commands().snapshotCoins())) {
      snapshot.forEach((outpoint, coin) -> {
        coins.put(outpoint, coin);
        return true;
      });
    }
    return coins;
  }

  private LoadedCoins load(byte[] bytes) throws Exception {
    return ledger.loadCoins(new ByteArrayInputStream(bytes), () -> false);
  }

  private Path snapshotDirectory() {
    return directory.resolve("fresh").resolve("chainstate_snapshot");
  }

  private SnapshotStatus status() {
    return ledger.snapshot().orElseThrow();
  }

  private int historyHeight() {
    return Objects.requireNonNull(status().history()).height();
  }

  private void awaitProof() throws InterruptedException {
    events.until(() -> status().history() == null);
  }

  private void awaitTip(Block block) throws InterruptedException {
    events.until(() -> ledger.chain().tip().hash().equals(block.hash()));
  }

  private void open(LedgerSetup setup) {
    ledger = Ledger.open(setup.config(), () -> false);
    ledger.listen(events);
  }

  @Test
  void goesOnFromLoadedCoinsAndProvesThem() throws Exception {
    var loaded = load(file);
    assertThat(loaded.coins()).isEqualTo(coinsAtBase.size());
    assertThat(loaded.base()).isEqualTo(find(BASE_BLOCK));
    assertTip(BASE_BLOCK);
    assertThat(events.take()).containsExactly("tip 100 fork 40");
    assertThat(historyHeight()).isEqualTo(BEFORE);
    assertThat(ledger.validatedChain().height()).isEqualTo(BEFORE);
    assertThat(coins(ledger)).isEqualTo(coinsAtBase);

    submit(TRUNK.subList(BASE, TRUNK.size()));
    assertTip(TRUNK.getLast());
    assertThat(historyHeight()).isEqualTo(BEFORE);
    assertThat(coins(ledger)).isEqualTo(coinsAtTip);

    submit(TRUNK.subList(BEFORE, BASE));
    awaitProof();
    assertTip(TRUNK.getLast());
    assertThat(ledger.validatedChain().tip()).isEqualTo(ledger.chain().tip());
    assertThat(find(BASE_BLOCK).chainTransactionCount()).isEqualTo(BASE + 1);
    assertThat(snapshotDirectory().resolve("validated")).exists();

    reopen(setup);
    assertThat(ledger.snapshot()).isEmpty();
    assertThat(snapshotDirectory()).doesNotExist();
    assertTip(TRUNK.getLast());
    assertThat(coins(ledger)).isEqualTo(coinsAtTip);
    get(ledger.commands().invalidate(find(TRUNK.get(BASE - 2))));
    assertTip(TRUNK.get(BASE - 3));
  }

  @Test
  void goesOnWithBothChainsAfterARestart() throws Exception {
    load(file);
    reopen(setup);
    get(ledger.commands().settle());
    assertTip(BASE_BLOCK);
    assertThat(historyHeight()).isEqualTo(BEFORE);
    submit(TRUNK.subList(BASE, TRUNK.size() - 1));
    submit(TRUNK.subList(BEFORE, BASE - 1));
    events.until(() -> historyHeight() == BASE - 1);
    reopen(setup);
    assertThat(historyHeight()).isEqualTo(BASE - 1);
    submit(List.of(TRUNK.getLast()));
    assertTip(TRUNK.getLast());
    submit(List.of(BASE_BLOCK));
    awaitProof();
    assertThat(coins(ledger)).isEqualTo(coinsAtTip);
  }

  @Test
  void countsTheCoinsOfTheActiveChainOfALedgerThatIsNotOpen() throws Exception {
    load(file);
    submit(TRUNK.subList(BASE, TRUNK.size()));
    ledger.close();
    try (var coins = Ledger.coinsAtRest(setup.config().directory(), setup.config().network())) {
      assertThat(Objects.requireNonNull(coins.bestBlock()).hash())
          .isEqualTo(TRUNK.getLast().hash());
    }
  }

  @Test
  void leavesABranchThatTheSnapshotIsNotOn() throws Exception {
    submit(TREE.mine(TRUNK.get(BEFORE - 1), 20));
    load(file);
    assertTip(BASE_BLOCK);
    submit(TRUNK.subList(BEFORE, TRUNK.size()));
    awaitProof();
    assertTip(TRUNK.getLast());
    assertThat(coins(ledger)).isEqualTo(coinsAtTip);
  }

  @Test
  void goesNowhereWithoutTheSnapshotBeforeItIsProven() throws Exception {
    load(file);
    var better = TREE.mine(TRUNK.get(BASE - 2), 15);
    var last = TRUNK.subList(BEFORE, BASE - 1);
    for (var block : better) {
      submit(block);
    }
    submit(last.subList(0, last.size() - 1));
    assertTip(BASE_BLOCK);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> get(ledger.commands().invalidate(find(TRUNK.get(BASE - 2)))))
        .withCauseInstanceOf(RejectedExecutionException.class);
    assertTip(BASE_BLOCK);
    submit(last.getLast());
    submit(BASE_BLOCK);
    awaitProof();
    get(ledger.commands().settle());
    awaitTip(better.getLast());
  }

  @Test
  void stopsAndGoesBackIfTheBlocksSayOtherwise() throws Exception {
    reopen(LedgerSetup.in(directory.resolve("node")));
    get(ledger.commands().invalidate(find(TRUNK.get(BASE))));
    var path = directory.resolve("wrong.dat");
    var dump = Snapshots.writeWrong(ledger, path);
    begin(
        LedgerSetup.in(directory.resolve("wrong"))
            .network(Snapshots.knowing(BASE_BLOCK, BASE, dump.serialized())));
    load(Files.readAllBytes(path));
    submit(TRUNK.subList(BASE, BASE + 5));
    assertTip(TRUNK.get(BASE + 4));
    var _ = TRUNK.subList(BEFORE, BASE).stream().map(this::offer).toList();
    assertThat(get(events.failure))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("failed to validate the -assumeutxo snapshot state")
        .hasMessageContaining("resetting the chain height from 105 to 100.");
    ledger.close();
    assertThat(directory.resolve("wrong/chainstate_snapshot")).doesNotExist();
    assertThat(directory.resolve("wrong/chainstate_snapshot_INVALID")).exists();

    open(setup);
    assertThat(ledger.snapshot()).isEmpty();
    get(ledger.commands().settle());
    awaitTip(TRUNK.get(BASE + 4));
  }

  @Test
  void stopsAndGoesBackIfABlockBelowIsInvalid() throws Exception {
    var draft = TREE.draft(TRUNK.get(BEFORE - 1)).coinbaseSats(50_0000_0001L);
    var bad = TREE.add(draft);
    var rest = TREE.mine(bad, 9);
    var base = rest.getLast();
    var path = directory.resolve("bad.dat");
    reopen(LedgerSetup.in(directory.resolve("node")));
    get(ledger.commands().invalidate(find(TRUNK.get(BEFORE))));
    var dump = Snapshots.writeWrong(ledger, path);
    var bytes = Files.readAllBytes(path);
    System.arraycopy(base.hash().bytes().toArray(), 0, bytes, 11, 32);
    var setup =
        LedgerSetup.in(directory.resolve("bad"))
            .network(Snapshots.knowing(base, BEFORE + 10, dump.serialized()));
    Files.createDirectories(setup.blocksDirectory());
    reopen(setup);
    submit(TRUNK.subList(0, BEFORE - 1));
    submitHeaders(List.of(TRUNK.get(BEFORE - 1), bad));
    submitHeaders(rest);
    load(bytes);
    submit(TRUNK.get(BEFORE - 1));
    var _ = offer(bad);
    assertThat(get(events.failure))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("resetting the chain height from 50 to 40.");
    ledger.close();
    assertThat(directory.resolve("bad/chainstate_snapshot_INVALID")).exists();
    open(setup);
    get(ledger.commands().settle());
    assertTip(TRUNK.get(BEFORE - 1));
  }

  @Test
  void refusesWhatIsNoSnapshotOfThisChain() throws Exception {
    var other = file.clone();
    other[11] ^= 1;
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> load(other))
        .withMessageContaining("assumeutxo block hash in snapshot metadata not recognized (hash: ")
        .withMessageEndingWith("The following snapshot heights are available: 100");
    var changed = file.clone();
    changed[changed.length - 1] ^= 1;
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> load(changed))
        .withMessageStartingWith("Population failed: Bad snapshot ");
    assertThat(snapshotDirectory()).doesNotExist();
    submit(TRUNK.subList(BEFORE, BASE));
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> load(file))
        .withMessage("Population failed: Work does not exceed active chainstate");
  }

  @Test
  void refusesASnapshotOnAnInvalidChain() throws Exception {
    submit(TRUNK.subList(BEFORE, BASE - 1).subList(0, 59));
    get(ledger.commands().invalidate(find(TRUNK.get(BASE - 2))));
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> load(file))
        .withMessage(
            "The base block header (%s) is part of an invalid chain".formatted(BASE_BLOCK.hash()));
  }

  @Test
  void loadsNoMoreThanOneSnapshot() throws Exception {
    load(file);
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> load(file))
        .withMessage("Can't activate a snapshot-based chainstate more than once");
    assertTip(BASE_BLOCK);
  }

  @Test
  void stopsLoadingWhenToldTo() throws Exception {
    assertThatExceptionOfType(SnapshotException.class)
        .isThrownBy(() -> ledger.loadCoins(new ByteArrayInputStream(file), () -> true))
        .withMessage("Population failed: Aborting after an interrupt was requested");
    assertThat(snapshotDirectory()).doesNotExist();
  }

  @Test
  void forgetsLoadedCoinsWhenTheyAreMadeAnew() throws Exception {
    load(file);
    submit(TRUNK.subList(BASE, TRUNK.size()));
    reopen(setup.rebuild(Rebuild.CHAINSTATE));
    assertThat(ledger.snapshot()).isEmpty();
    assertThat(snapshotDirectory()).doesNotExist();
    get(ledger.commands().settle());
    assertTip(TRUNK.get(BEFORE - 1));
    load(file);
    get(ledger.commands().settle());
    awaitTip(TRUNK.getLast());
  }

  @Test
  void deletesWhatWasNotLoadedToItsEnd() throws Exception {
    ledger.close();
    Files.createDirectories(snapshotDirectory());
    Files.writeString(snapshotDirectory().resolve("000004.sst"), "half");
    open(setup);
    assertThat(snapshotDirectory()).doesNotExist();
    assertTip(TRUNK.get(BEFORE - 1));
  }

  @Test
  void endsWhatACrashHasLeftOfPuttingProvenCoinsInPlace() throws Exception {
    load(file);
    submit(TRUNK.subList(BEFORE, TRUNK.size()));
    awaitProof();
    ledger.close();
    var chainstate = directory.resolve("fresh").resolve("chainstate");
    Files.move(chainstate, directory.resolve("fresh").resolve("chainstate_todelete"));
    Files.createDirectories(chainstate); // as the node does before it opens its ledger
    open(setup);
    assertThat(ledger.snapshot()).isEmpty();
    assertThat(directory.resolve("fresh").resolve("chainstate_todelete")).doesNotExist();
    assertThat(snapshotDirectory()).doesNotExist();
    assertThat(coins(ledger)).isEqualTo(coinsAtTip);
  }

  @Test
  void namesASnapshotOfWhichNothingIsKnown() throws Exception {
    ledger.close();
    Files.createDirectories(snapshotDirectory());
    Files.writeString(snapshotDirectory().resolve("base_blockhash"), "z".repeat(32));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Ledger.open(setup.config(), () -> false))
        .withMessageEndingWith(
            "Assumeutxo data not found for the given blockhash '" + "7a".repeat(32) + "'.");
  }
}
