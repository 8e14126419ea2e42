package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static cairn.primitives.Opcode.OP_0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.ledger.BlockTree;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainstateTest {
  /** A script that nobody can satisfy. */
  private static final Script NEVER = new ScriptBuilder().op(OP_0).build();

  private static final BlockTree TREE = BlockTree.regtest();

  /** So many that 20 coinbases can be spent. */
  private static final List<Block> TRUNK = new ArrayList<>();

  @TempDir Path directory;

  private TestLedger ledger;

  @BeforeAll
  static void mine() {
    for (int i = 0; i < 120; i++) {
      var previous = TRUNK.isEmpty() ? TREE.genesis() : TRUNK.getLast();
      var draft = TREE.draft(previous);
      // The fifth coinbase and those after it cannot be spent by anyone.
      var output = new TxOut(new Amount(draft.subsidySats()), NEVER);
      TRUNK.add(TREE.add(i < 4 ? draft : draft.coinbaseOutputs(output)));
    }
  }

  @BeforeEach
  void open() {
    ledger = setup().open();
  }

  private LedgerSetup setup() {
    return LedgerSetup.in(directory.resolve("node"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void reopen(LedgerSetup setup) {
    ledger.close();
    ledger = setup.open();
  }

  private Chainstate chainstate() {
    return ledger.chainstate();
  }

  private void assertTip(Block block) {
    assertThat(ledger.tip()).hasToString(ledger.entry(block).toString());
  }

  /** A transaction that spends the first output of a coinbase, and pays half of it to anyone. */
  private static Transaction payment(Block block) {
    return spend(coinbase(block), anyone(25_0000_0000L));
  }

  /** Ways for a block to be invalid that show only once it is connected. */
  enum Flaw {
    SCRIPT,
    AMOUNT,
    MISSING_INPUT,
    COINBASE_AMOUNT;

    Block on(Block previous) {
      return switch (this) {
        case SCRIPT -> TREE.mine(previous, payment(TRUNK.get(4)));
        case AMOUNT ->
            TREE.mine(previous, spend(coinbase(TRUNK.getFirst()), anyone(50_0000_0001L)));
        case MISSING_INPUT ->
            TREE.mine(previous, spend(new OutPoint(coinbase(TRUNK.get(0)).txid(), 7), anyone(1)));
        case COINBASE_AMOUNT -> TREE.add(TREE.draft(previous).coinbaseSats(50_0000_0001L));
      };
    }

    String code() {
      return switch (this) {
        case SCRIPT ->
            "block-script-verify-flag-failed (Script evaluated without error but finished with a"
                + " false/empty top stack element)";
        case AMOUNT -> "bad-txns-in-belowout";
        case MISSING_INPUT -> "bad-txns-inputs-missingorspent";
        case COINBASE_AMOUNT -> "bad-cb-amount";
      };
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40, 119})
  void leavesTheCoinsAsTheyWereAfterAReorganisationForthAndBack(int depth) {
    var fork = TRUNK.get(TRUNK.size() - 1 - depth);
    var branch = new ArrayList<>(TREE.mine(fork, depth));
    boolean mature = branch.getLast().header().time() > TRUNK.get(100).header().time();
    branch.add(
        mature
            ? TREE.mine(branch.getLast(), payment(TRUNK.getFirst()))
            : TREE.mine(branch.getLast()));
    ledger.submit(TRUNK);
    var before = ledger.coins();
    ledger.submit(branch);
    assertTip(branch.getLast());
    var after = ledger.coins();
    assertThat(after).isNotEqualTo(before);

    ledger.invalidate(branch.getFirst());
    assertTip(TRUNK.getLast());
    assertThat(ledger.coins()).isEqualTo(before);
    ledger.reconsider(branch.getFirst());
    assertTip(branch.getLast());
    assertThat(ledger.coins()).isEqualTo(after);
  }

  @Test
  void tellsOfEachStepInOrder() {
    var branch = TREE.mine(TRUNK.get(0), 3);
    ledger.submit(TRUNK.subList(0, 3));
    ledger.submit(branch);
    assertThat(ledger.takeEvents()).containsExactly("+1", "+2", "+3", "-3", "-2", "+2", "+3", "+4");
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void returnsToTheBestValidBranchFromOneThatIsInvalidEarly(Flaw flaw) {
    returnsFromFlaw(flaw, 0);
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void returnsToTheBestValidBranchFromOneThatIsInvalidLate(Flaw flaw) {
    returnsFromFlaw(flaw, 8);
  }

  private void returnsFromFlaw(Flaw flaw, int goodBefore) {
    var fork = TRUNK.get(TRUNK.size() - 4);
    var branch = new ArrayList<>(TREE.mine(fork, goodBefore));
    var flawed = flaw.on(branch.isEmpty() ? fork : branch.getLast());
    branch.add(flawed);
    branch.addAll(TREE.mine(flawed, 10));
    ledger.submit(TRUNK);
    var expected = goodBefore > 3 ? branch.get(goodBefore - 1) : TRUNK.getLast();
    var before = ledger.coins();

    // All at once, so that the branch is followed from its first block to its last.
    branch.forEach(ledger::store);
    chainstate().activate();
    assertThat(ledger.refusalCode(flawed)).isEqualTo(flaw.code());
    assertTip(expected);
    if (goodBefore == 0) {
      assertThat(ledger.coins()).isEqualTo(before);
    }
    assertThat(ledger.entry(branch.getLast()).isFailed()).isTrue();
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());

    reopen(setup().check(0, 4));
    assertTip(expected);
    assertThat(ledger.entry(branch.getLast()).isFailed()).isTrue();
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    assertThat(ledger.store(branch.getLast())).isInstanceOf(Taken.Refused.class);
  }

  /** Keeps the only worker busy until it is closed. */
  private final class Busy implements AutoCloseable {
    private final CountDownLatch done = new CountDownLatch(1);

    Busy() {
      chainstate()
          .workers()
          .check(() -> {
            try {
              done.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
    }

    @Override
    public void close() {
      done.countDown();
    }
  }

  @Test
  void publishesNoBlockBeforeItsScriptsAreChecked() {
    reopen(setup().threads(1));
    ledger.submit(TRUNK);
    var payment = TREE.mine(TRUNK.getLast(), payment(TRUNK.getFirst()));
    try (var _ = new Busy()) {
      ledger.submitUnsettled(payment);
      ledger.submitUnsettled(TREE.mine(payment));
      assertTip(TRUNK.getLast());
      assertThat(ledger.entry(payment).hasUndo()).isFalse();
    }
    chainstate().activate();
    assertThat(ledger.height()).isEqualTo(TRUNK.size() + 2);
    assertThat(ledger.entry(payment).hasUndo()).isTrue();
  }

  @Test
  void takesBackWhatWasConnectedOnTopOfABlockWhoseScriptsFail() {
    reopen(setup().threads(1));
    ledger.submit(TRUNK);
    var before = ledger.coins();
    var first = payment(TRUNK.getFirst());
    var good = TREE.mine(TRUNK.getLast(), first);
    var flawed = Flaw.SCRIPT.on(good);
    var onTop = new ArrayList<Block>();
    onTop.add(TREE.mine(flawed, spend(new OutPoint(first.txid(), 0), anyone(1), anyone(2))));
    onTop.add(TREE.mine(onTop.getLast(), payment(TRUNK.get(1)), payment(TRUNK.get(2))));
    onTop.addAll(TREE.mine(onTop.getLast(), 30));
    ledger.takeEvents();
    try (var _ = new Busy()) {
      ledger.submitUnsettled(good);
      ledger.submitUnsettled(flawed);
      onTop.forEach(ledger::submitUnsettled);
      assertThat(ledger.takeEvents()).isEmpty();
    }
    chainstate().activate();
    assertTip(good);
    assertThat(ledger.takeEvents()).containsExactly("+121");
    assertThat(ledger.refusalCode(flawed)).isEqualTo(Flaw.SCRIPT.code());
    assertThat(ledger.refusal(onTop.getFirst())).isNull();
    assertThat(ledger.entry(onTop.getLast()).isFailed()).isTrue();

    ledger.invalidate(good);
    assertThat(ledger.coins()).isEqualTo(before);
  }

  /** That a block cannot be connected may be the fault of one before it. */
  @Test
  void blamesTheBlockWhoseScriptsFailNotOneThatSpendsFromIt() {
    reopen(setup().threads(1));
    ledger.submit(TRUNK);
    var flawed = Flaw.SCRIPT.on(TRUNK.getLast());
    var alsoFlawed = Flaw.COINBASE_AMOUNT.on(flawed);
    var busy = new Busy();
    ledger.submitUnsettled(flawed);
    busy.close();
    ledger.submit(alsoFlawed);
    assertTip(TRUNK.getLast());
    assertThat(ledger.refusalCode(flawed)).isEqualTo(Flaw.SCRIPT.code());
    assertThat(ledger.entry(alsoFlawed).isFailed()).isTrue();
  }

  @Test
  void goesOverToTheSecondBestBranchWhereTheScriptsOfTheBestFail() {
    reopen(setup().threads(1));
    ledger.submit(TRUNK);
    var second = TREE.mine(TRUNK.get(TRUNK.size() - 2), 2);
    var best = TREE.mine(Flaw.SCRIPT.on(TRUNK.getLast()), 2);
    var flawed = TREE.blocks().get(TREE.blocks().size() - 3);
    try (var _ = new Busy()) {
      ledger.submitUnsettled(flawed);
      best.forEach(ledger::submitUnsettled);
      second.forEach(ledger::submitUnsettled);
    }
    chainstate().activate();
    assertTip(second.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void namesTheFirstInputThatFailsHoweverManyThreadsThereAre(int threads) {
    reopen(setup().threads(threads));
    ledger.submit(TRUNK);
    var transactions = new ArrayList<Transaction>();
    transactions.add(payment(TRUNK.getFirst()));
    for (int i = 0; i < 4; i++) {
      var inputs =
          List.of(
              new TxIn(coinbase(TRUNK.get(4 + i)), Script.EMPTY, TxIn.SEQUENCE_FINAL),
              new TxIn(coinbase(TRUNK.get(8 + i)), Script.EMPTY, TxIn.SEQUENCE_FINAL));
      transactions.add(Transaction.of(2, inputs, List.of(anyone(i)), 0));
    }
    for (int i = 0; i < 5; i++) {
      var flawed = TREE.mine(TRUNK.getLast(), transactions.toArray(Transaction[]::new));
      ledger.submit(flawed);
      assertThat(Objects.requireNonNull(ledger.refusal(flawed)).detail())
          .startsWith("input 0 of " + transactions.get(1).txid());
    }
  }

  @Test
  void stopsWhenItIsTold() {
    TRUNK.forEach(ledger::store);
    chainstate().stop();
    chainstate().activate();
    assertThat(ledger.height()).isZero();
    assertThat(chainstate().isStopping()).isTrue();
    reopen(setup());
    assertThat(chainstate().isStopping()).isFalse();
    chainstate().activate();
    assertTip(TRUNK.getLast());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 119, 120})
  void stopsAtTheHeightItIsTold(int height) {
    reopen(setup().stopAtHeight(height));
    TRUNK.forEach(ledger::store);
    chainstate().activate();
    assertThat(ledger.height()).isEqualTo(height);
    assertThat(chainstate().isStopping()).isTrue();

    reopen(setup().stopAtHeight(height));
    assertThat(chainstate().isStopping()).isTrue();
    reopen(setup().stopAtHeight(height + 1));
    assertThat(chainstate().isStopping()).isFalse();
  }

  @Test
  void doesNotStopAtABlockThatTurnsOutToBeInvalid() {
    reopen(setup().stopAtHeight(TRUNK.size() + 1).threads(1));
    ledger.submit(TRUNK);
    var flawed = Flaw.SCRIPT.on(TRUNK.getLast());
    try (var _ = new Busy()) {
      ledger.submitUnsettled(flawed);
      ledger.store(TREE.mine(flawed));
    }
    chainstate().activate();
    assertThat(chainstate().isStopping()).isFalse();
    assertTip(TRUNK.getLast());
    var good = TREE.mine(TRUNK.getLast(), 2);
    ledger.submit(good);
    assertThat(chainstate().isStopping()).isTrue();
    assertTip(good.getFirst());
  }

  @Test
  void keepsTheOperatorsMarksOverARestart() {
    ledger.submit(TRUNK);
    var marked = TRUNK.get(60);
    ledger.invalidate(marked);
    assertTip(TRUNK.get(59));
    reopen(setup());
    chainstate().activate();
    assertTip(TRUNK.get(59));
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    ledger.reconsider(TRUNK.get(80));
    assertTip(TRUNK.getLast());
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
  }

  @Test
  void leavesAMarkedBranchThoughItWasKilledBeforeTheCoinsWereStored() {
    ledger.submit(TRUNK);
    var branch = TREE.mine(TRUNK.get(100), 3);
    ledger.submit(branch);
    chainstate().flush();
    ledger.invalidate(TRUNK.get(100));
    assertTip(TRUNK.get(99));
    chainstate().archive().flush();
    kill();

    assertTip(TRUNK.getLast());
    chainstate().activate();
    assertTip(TRUNK.get(99));
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    ledger.reconsider(branch.getFirst());
    assertTip(branch.getLast());
    assertThat(chainstate().headers().bestHeader().hash()).isEqualTo(branch.getLast().hash());
    reopen(setup().check(0, 4));
  }

  /** Has the process die, and starts it again. */
  private void kill() {
    ledger.killAfter(0);
    assertThatExceptionOfType(TestLedger.Killed.class)
        .isThrownBy(() -> ledger.submit(TREE.mine(blockOf(ledger.tip().hash().toString()))));
    reopen(setup());
  }

  private static Block blockOf(String hash) {
    return TREE.blocks().stream()
        .filter(block -> block.hash().toString().equals(hash))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cannotDoWithoutTheGenesisBlock() {
    ledger.submit(TRUNK.subList(0, 3));
    var genesis = chainstate().headers().genesis();
    assertThatIllegalArgumentException().isThrownBy(() -> chainstate().invalidate(genesis));
    assertThat(ledger.height()).isEqualTo(3);
  }

  @Test
  void invalidatesABlockThatIsNotInTheChain() {
    ledger.submit(TRUNK.subList(0, 10));
    var branch = TREE.mine(TRUNK.get(3), 4);
    ledger.submit(branch);
    ledger.invalidate(branch.get(1));
    ledger.submit(TREE.mine(branch.getFirst(), 2));
    var more = TREE.draft(branch.getLast()).mine();
    assertThat(ledger.store(more)).isInstanceOf(Taken.Refused.class);
    assertTip(TRUNK.get(9));
  }

  @Test
  void goesOverToAPreciousBlock() {
    ledger.submit(TRUNK.subList(0, 10));
    var branch = TREE.mine(TRUNK.get(3), 6);
    ledger.submit(branch);
    assertTip(TRUNK.get(9));
    ledger.precious(branch.getLast());
    assertTip(branch.getLast());
    ledger.precious(TRUNK.get(9));
    assertTip(TRUNK.get(9));
    ledger.precious(branch.getFirst());
    assertTip(TRUNK.get(9));
  }

  @Test
  void knowsABlockThatComesAgain() {
    ledger.submit(TRUNK);
    var again = (Taken.Stored) ledger.store(TRUNK.get(5));
    assertThat(again.isNew()).isFalse();
    assertThat(again.entry()).isSameAs(ledger.entry(TRUNK.get(5)));
  }

  @Test
  void takesInABlockWhoseHeaderCameFirst() {
    var block = TRUNK.getFirst();
    chainstate().acceptHeader(block.header(), block.hash(), true);
    assertThat(ledger.entry(block).hasData()).isFalse();
    assertThat(((Taken.Stored) ledger.store(block)).isNew()).isTrue();
    assertThat(ledger.entry(block).hasData()).isTrue();
  }

  @Test
  void refusesABlockWithoutTheOneBefore() {
    var refused = (Taken.Refused) ledger.store(TRUNK.get(1));
    assertThat(refused.why().code()).isEqualTo("prev-blk-not-found");
  }

  /** A long reorganisation brings up the coins of all blocks that it takes back. */
  @Test
  void reorganizesWithLittleMemory() {
    reopen(setup().cacheBytes(260 << 10));
    ledger.submit(TRUNK);
    var payments = new ArrayList<Transaction>();
    var tip = TRUNK.getLast();
    for (int i = 0; i < 30; i++) {
      var from = i == 0 ? coinbase(TRUNK.getFirst()) : new OutPoint(payments.getLast().txid(), 0);
      var outputs = new ArrayList<TxOut>(List.of(anyone(49_0000_0000L - i * 1_000_000L)));
      for (int j = 0; j < 300; j++) {
        outputs.add(anyone(1000));
      }
      payments.add(spend(from, outputs.toArray(TxOut[]::new)));
      tip = TREE.mine(tip, payments.getLast());
      ledger.submit(tip);
    }
    var before = ledger.coins();
    var gathering = new ArrayList<Block>();
    for (var payment : payments) {
      var inputs = new ArrayList<TxIn>();
      for (int j = 1; j <= 300; j++) {
        inputs.add(new TxIn(new OutPoint(payment.txid(), j), Script.EMPTY, 0));
      }
      var gathered = Transaction.of(1, inputs, List.of(anyone(1)), 0);
      gathering.add(TREE.mine(gathering.isEmpty() ? tip : gathering.getLast(), gathered));
    }
    ledger.submit(gathering);
    assertTip(gathering.getLast());
    var after = ledger.coins();
    ledger.invalidate(gathering.getFirst());
    assertThat(chainstate().coins().usedBytes()).isLessThan(260 << 10);
    assertThat(ledger.coins()).isEqualTo(before);
    ledger.reconsider(gathering.getFirst());
    assertThat(chainstate().coins().usedBytes()).isLessThan(260 << 10);
    assertThat(ledger.coins()).isEqualTo(after);
  }

  @Test
  void storesNothingMoreAfterAChangeHasBrokenOff() {
    ledger.submit(TRUNK.subList(0, 50));
    var coins = ledger.coins();
    ledger.killAfter(0);
    assertThatExceptionOfType(TestLedger.Killed.class)
        .isThrownBy(() -> ledger.submit(TRUNK.subList(50, 60)));
    assertThatIllegalStateException().isThrownBy(() -> chainstate().flush());
    reopen(setup().check(0, 4));
    assertTip(TRUNK.get(49));
    assertThat(ledger.coins()).isEqualTo(coins);
    ledger.submit(TRUNK);
    assertTip(TRUNK.getLast());
  }

  /** As where the disk is full. */
  @Test
  void goesOnFromWhatWasStoredWhereUndoDataCannotBeWritten() throws IOException {
    ledger.submit(TRUNK.subList(0, 50));
    chainstate().flush();
    var undo = setup().blocksDirectory().resolve("rev00000.dat");
    var aside = directory.resolve("aside");
    ledger.close();
    Files.move(undo, aside);
    Files.createDirectory(undo);
    ledger = setup().check(1, 0).open();
    TRUNK.subList(50, 60).forEach(ledger::store);
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> chainstate().activate());
    ledger.close();

    Files.delete(undo);
    Files.move(aside, undo);
    ledger = setup().check(0, 4).open();
    assertTip(TRUNK.get(49));
    ledger.submit(TRUNK);
    assertTip(TRUNK.getLast());
    reopen(setup().check(0, 4));
  }

  @Test
  void saysThatAStoredBlockHasChangedInsteadOfCondemningIt() throws IOException {
    var plain = LedgerSetup.in(directory.resolve("plain")).xor(false);
    reopen(plain);
    var block = TREE.mine(TRUNK.getLast(), payment(TRUNK.getFirst()));
    ledger.submit(TRUNK);
    ledger.store(block);
    ledger.close();
    // The lock time, and the coinbase's witness: the latter is not part of the Merkle root.
    int witness = block.serialized().indexOf(Bytes.wrap(new byte[32]), 130);
    for (int at : List.of(block.totalSize() - 1, witness)) {
      var file = plain.blocksDirectory().resolve("blk00000.dat");
      var bytes = Files.readAllBytes(file);
      int changed = Bytes.wrap(bytes).indexOf(block.serialized(), 0) + at;
      bytes[changed] ^= 1;
      Files.write(file, bytes);
      ledger = plain.open();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> chainstate().activate())
          .withMessageContaining("has changed")
          .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
      assertTip(TRUNK.getLast());
      assertThat(ledger.entry(block).isFailed()).isFalse();
      ledger.close();
      bytes[changed] ^= 1;
      Files.write(file, bytes);
    }
    ledger = plain.open();
    chainstate().activate();
    assertTip(block);
  }
}
