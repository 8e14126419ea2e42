package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.ANCHOR;
import static cairn.ledger.policy.Drafts.P2PKH;
import static cairn.ledger.policy.Drafts.P2SH;
import static cairn.ledger.policy.Drafts.P2TR;
import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.input;
import static cairn.ledger.policy.Drafts.push;
import static cairn.ledger.policy.Drafts.script;
import static cairn.ledger.policy.Drafts.spending;
import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.ChainBuilder;
import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.script.SignatureVerifier;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Witness;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandardScriptsTest {
  /** There is no right signature. */
  private static final SignatureVerifier NONE =
      new SignatureVerifier() {
        @Override
        public boolean verifyEcdsa(Bytes publicKey, Bytes hash, Bytes signature) {
          return false;
        }

        @Override
        public boolean verifySchnorr(Bytes publicKey, Bytes hash, Bytes signature) {
          return false;
        }
      };

  @Test
  void acceptsWhatSatisfiesItsScripts() {
    var inputs =
        List.of(
            input(Script.EMPTY, ChainBuilder.ANYONE_WITNESS), input(Script.EMPTY, Witness.EMPTY));
    assertThat(check(spending(List.of(ChainBuilder.ANYONE_WITH_WITNESS, ANCHOR), inputs)))
        .isEqualTo(OK);
  }

  @Test
  void refusesWhatDoesNotAndNamesTheInput() {
    var inputs = List.of(input(script("51"), Witness.EMPTY), input(script("00"), Witness.EMPTY));
    var spending = spending(List.of(script("51"), script("51")), inputs);
    var transaction = spending.transaction();
    assertThat(check(spending))
        .isEqualTo(
            new Refused(
                RefusalKind.NOT_STANDARD,
                "mempool-script-verify-flag-failed (Stack size must be exactly one after"
                    + " execution)",
                "input 0 of %s (wtxid %s), spending %s"
                    .formatted(
                        transaction.txid(),
                        transaction.wtxid(),
                        transaction.inputs().getFirst().previousOutput())));
  }

  @Test
  void appliesRulesThatBlocksDoNotHave() {
    assertThat(check(spending(script("b0"), script("51"), Witness.EMPTY)))
        .asString()
        .startsWith("mempool-script-verify-flag-failed (NOPx reserved for soft-fork upgrades)");
  }

  static Stream<Arguments> withoutWitness() {
    return Stream.of(
        Arguments.of(P2WPKH, Script.EMPTY, true),
        Arguments.of(P2TR, Script.EMPTY, true),
        Arguments.of(script("60021111"), Script.EMPTY, true),
        Arguments.of(P2SH, push(P2WPKH.toString()), true),
        Arguments.of(P2SH, push(ANCHOR.toString()), true),
        Arguments.of(P2SH, push("51"), false),
        Arguments.of(P2SH, Script.EMPTY, false),
        Arguments.of(P2SH, script("50"), false),
        Arguments.of(ANCHOR, Script.EMPTY, false),
        Arguments.of(P2PKH, Script.EMPTY, false));
  }

  @ParameterizedTest
  @MethodSource("withoutWitness")
  void tellsWhetherAWitnessCouldBeMissing(Script spent, Script scriptSig, boolean needed) {
    assertThat(StandardScripts.needsWitness(spending(spent, scriptSig, Witness.EMPTY)))
        .isEqualTo(needed);
  }

  @Test
  void blamesTheMissingWitnessAndNotTheTransaction() {
    var verdict = check(spending(P2WPKH, Script.EMPTY, Witness.EMPTY));
    assertThat(kind(verdict)).isEqualTo(RefusalKind.WITNESS_STRIPPED);
    assertThat(verdict)
        .asString()
        .startsWith("mempool-script-verify-flag-failed (Witness program hash mismatch), input 0");
  }

  @Test
  void blamesTheTransactionWhereAnyWitnessIsThere() {
    var inputs =
        List.of(input(Script.EMPTY, Witness.EMPTY), input(Script.EMPTY, Witness.of(Bytes.of(1))));
    assertThat(kind(check(spending(List.of(P2WPKH, P2WPKH), inputs))))
        .isEqualTo(RefusalKind.NOT_STANDARD);
  }

  @Test
  void blamesTheTransactionThatNeedsNoWitness() {
    assertThat(kind(check(spending(P2PKH, Script.EMPTY, Witness.EMPTY))))
        .isEqualTo(RefusalKind.NOT_STANDARD);
  }

  private static PolicyVerdict check(SpendingTransaction spending) {
    return StandardScripts.check(spending, NONE);
  }

  private static RefusalKind kind(PolicyVerdict verdict) {
    return ((Refused) verdict).kind();
  }
}
