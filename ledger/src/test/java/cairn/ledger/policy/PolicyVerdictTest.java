package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.refused;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.rules.Reject;
import cairn.ledger.rules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyVerdictTest {
  @ParameterizedTest
  @CsvSource({
    "BAD_TXNS_PREMATURE_SPEND_OF_COINBASE, PREMATURE_SPEND",
    "BAD_TXNS_INPUTS_MISSINGORSPENT, MISSING_INPUTS",
    "BAD_TXNS_IN_BELOWOUT, CONSENSUS",
    "BAD_TXNS_VIN_EMPTY, CONSENSUS"
  })
  void knowsWhatABrokenRuleOfConsensusProves(Reject reason, RefusalKind kind) {
    assertThat(refused(Verdict.invalid(reason, "so")))
        .isEqualTo(new Refused(kind, reason.code(), "so"));
  }

  @Test
  void isWrittenWithItsDetail() {
    assertThat(refused(Refusal.DUST)).hasToString("dust");
    assertThat(refused(Refusal.DUST, "so")).hasToString("dust, so");
    assertThat(PackageVerdict.refused(PackageRefusal.NOT_SORTED)).hasToString("package-not-sorted");
    assertThat(PackageVerdict.refused(PackageRefusal.TRUC_VIOLATION, "so"))
        .hasToString("TRUC-violation, so");
  }
}
