package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.ChainBuilder;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.VerifiedScripts;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptChecksTest {
  private final Workers workers = new Workers(3, new StageTimes());

  @AfterEach
  void close() {
    workers.close();
  }

  /**
   * Spends outputs that anyone can spend, but for one, if {@code flaw} is the number of an input.
   */
  private static SpendingTransaction spending(int inputs, int flaw) {
    var input = new TxIn(OutPoint.NULL, Script.EMPTY, 0);
    var transaction =
        Transaction.of(1, Collections.nCopies(inputs, input), Collections.emptyList(), flaw + 1);
    var outputs = new ArrayList<>(Collections.nCopies(inputs, ChainBuilder.anyone(1)));
    if (flaw >= 0) {
      outputs.set(flaw, new TxOut(Amount.ZERO, Script.EMPTY));
    }
    return new SpendingTransaction(transaction, outputs);
  }

  @Test
  void isDoneAtOnceWhereThereIsNothingToCheck() {
    var checks = new ScriptChecks(workers, ScriptFlags.NONE, VerifiedScripts.NONE);
    assertThat(checks.isDone()).isFalse();
    checks.seal();
    assertThat(checks.isDone()).isTrue();
    assertThat(checks.await()).isEqualTo(Verdict.Valid.OK);
  }

  @Test
  void findsAllInputsGood() {
    var checks = new ScriptChecks(workers, ScriptFlags.NONE, VerifiedScripts.NONE);
    for (int i = 1; i <= 200; i++) {
      checks.add(i, spending(i % 7, -1));
    }
    checks.seal();
    assertThat(checks.await()).isEqualTo(Verdict.Valid.OK);
    assertThat(checks.isDone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void namesTheFirstInputThatFails(long seed) {
    var random = new Random(seed);
    var checks = new ScriptChecks(workers, ScriptFlags.NONE, VerifiedScripts.NONE);
    SpendingTransaction first = null;
    for (int i = 1; i <= 500; i++) {
      boolean flawed = random.nextInt(50) == 0;
      var spending = spending(3 + random.nextInt(10), flawed ? 2 : -1);
      if (flawed && first == null) {
        first = spending;
      }
      checks.add(i, spending);
    }
    checks.seal();
    assertThat(((Verdict.Invalid) checks.await()).detail())
        .startsWith("input 2 of " + Objects.requireNonNull(first).transaction().txid());
  }

  @Test
  @SuppressWarnings("NullAway") // stands for a bug, on which a check dies
  void passesOnWhatACheckDiedOf() {
    var checks = new ScriptChecks(workers, null, VerifiedScripts.NONE);
    checks.add(1, spending(1, -1));
    checks.add(2, spending(100, -1));
    checks.seal();
    assertThatThrownBy(checks::await).isInstanceOf(NullPointerException.class);
    assertThat(checks.isDone()).isTrue();
  }
}
