package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that are connected before their scripts have been checked. */
class PendingScriptsTest extends ChainstateAtWork {
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
}
