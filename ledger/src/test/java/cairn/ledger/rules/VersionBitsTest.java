package cairn.ledger.rules;

import static cairn.genesis.Bip9Deployment.ALWAYS_ACTIVE;
import static cairn.genesis.Bip9Deployment.NEVER_ACTIVE;
import static cairn.genesis.Bip9Deployment.NO_TIMEOUT;
import static cairn.ledger.rules.DeploymentState.ACTIVE;
import static cairn.ledger.rules.DeploymentState.DEFINED;
import static cairn.ledger.rules.DeploymentState.FAILED;
import static cairn.ledger.rules.DeploymentState.LOCKED_IN;
import static cairn.ledger.rules.DeploymentState.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.genesis.Bip9Deployment;
import cairn.genesis.Networks;
import cairn.ledger.TestNetworks;
import cairn.ledger.rules.VersionBits.UnknownRules;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods have 10 blocks, of which 7 must signal; blocks come each 100 seconds. */
class VersionBitsTest {
  private static final int BIT = 3;
  private static final int SIGNAL = VersionBits.TOP_BITS | 1 << BIT;
  private static final int SILENCE = VersionBits.TOP_BITS;

  private final FakeAncestor genesis = FakeAncestor.genesis(1_000_000, 0x207fffff);

  private final Bip9Deployment deployment = deployment(1_001_000, 1_010_000, 0);
  private final VersionBits versionBits = versionBits(deployment);

  @Test
  void isDefinedAtFirst() {
    assertThat(state(null)).isEqualTo(DEFINED);
    assertThat(state(genesis)).isEqualTo(DEFINED);
    assertThat(versionBits.versionAfter(genesis)).isEqualTo(SILENCE);
  }

  @Test
  void startsWithThePeriodAfterItsTimeHasCome() {
    var early = genesis.extend(9, SILENCE, 100);
    assertThat(state(early)).isEqualTo(DEFINED);
    var late = genesis.extend(19, SILENCE, 100);
    assertThat(state(late.ancestor(18))).isEqualTo(DEFINED);
    assertThat(state(late)).isEqualTo(STARTED);
    assertThat(versionBits.versionAfter(late)).isEqualTo(SIGNAL);
  }

  @Test
  void locksInWhenEnoughBlocksOfAPeriodSignal() {
    var last = started().extend(3, SILENCE, 100).extend(7, SIGNAL, 100);
    assertThat(state(last.ancestor(28))).isEqualTo(STARTED);
    assertThat(state(last)).isEqualTo(LOCKED_IN);
    assertThat(versionBits.versionAfter(last)).isEqualTo(SIGNAL);
  }

  @Test
  void waitsWhenTooFewSignal() {
    var last = started().extend(4, SILENCE, 100).extend(6, SIGNAL, 100);
    assertThat(state(last)).isEqualTo(STARTED);
  }

  @Test
  void doesNotCountSignalsAcrossPeriods() {
    var last = started().extend(5, SILENCE, 100).extend(10, SIGNAL, 100).extend(5, SILENCE, 100);
    assertThat(state(last)).isEqualTo(STARTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << BIT, 0x40000000 | 1 << BIT, 0xe0000000 | 1 << BIT, 0x20000004, -1})
  void doesNotCountVersionsThatDoNotSignal(int version) {
    assertThat(state(started().extend(10, version, 100))).isEqualTo(STARTED);
  }

  @Test
  void countsBlocksThatSignalForOtherThingsToo() {
    assertThat(state(started().extend(10, 0x3fffffff, 100))).isEqualTo(LOCKED_IN);
  }

  @Test
  void isActiveOnePeriodAfterItIsLockedIn() {
    var last = lockedIn().extend(10, SILENCE, 100);
    assertThat(state(last.ancestor(38))).isEqualTo(LOCKED_IN);
    assertThat(state(last)).isEqualTo(ACTIVE);
    assertThat(state(last.extend(500, SILENCE, 100))).isEqualTo(ACTIVE);
    assertThat(versionBits.versionAfter(last)).isEqualTo(SILENCE);
  }

  @Test
  void failsWhenTheTimeIsUp() {
    var last = started().extend(80, SILENCE, 100);
    assertThat(state(last)).isEqualTo(STARTED);
    assertThat(state(last.extend(10, SILENCE, 100))).isEqualTo(FAILED);
    assertThat(state(last.extend(10, SILENCE, 100).extend(50, SIGNAL, 100))).isEqualTo(FAILED);
  }

  @Test
  void canStillLockInWithThePeriodInWhichTheTimeIsUp() {
    var last = started().extend(80, SILENCE, 100).extend(10, SIGNAL, 100);
    assertThat(state(last)).isEqualTo(LOCKED_IN);
  }

  @Test
  void isNotActiveBelowItsLowestHeight() {
    var high = deployment(1_001_000, NO_TIMEOUT, 51);
    var bits = versionBits(high);
    var last = lockedIn().extend(20, SILENCE, 100);
    assertThat(last.height()).isEqualTo(49);
    assertThat(bits.stateAfter(last, high)).isEqualTo(LOCKED_IN);
    assertThat(bits.stateAfter(last.extend(10, SILENCE, 100), high)).isEqualTo(ACTIVE);
  }

  @Test
  void isTheSameOnEachBranchWhateverWasAskedBefore() {
    var signalling = lockedIn();
    var silent = started().extend(10, SILENCE, 100);
    for (int i = 0; i < 2; i++) {
      assertThat(state(signalling)).isEqualTo(LOCKED_IN);
      assertThat(state(silent)).isEqualTo(STARTED);
    }
  }

  @Test
  void canBeActiveAlwaysOrNever() {
    var always = deployment(ALWAYS_ACTIVE, NO_TIMEOUT, 0);
    var never = deployment(NEVER_ACTIVE, NEVER_ACTIVE, 0);
    for (var previous : List.of(genesis, lockedIn())) {
      assertThat(versionBits(always).stateAfter(previous, always)).isEqualTo(ACTIVE);
      assertThat(versionBits(never).stateAfter(previous, never)).isEqualTo(FAILED);
      assertThat(versionBits(always).versionAfter(previous)).isEqualTo(SILENCE);
    }
    assertThat(versionBits(always).report(genesis, always).since()).isZero();
  }

  @Test
  void reportsWhatADeploymentHasComeTo() {
    var block = started().extend(2, SIGNAL, 100).extend(1, SILENCE, 100);
    var report = versionBits.report(block, deployment);
    assertThat(report.current()).isEqualTo(STARTED);
    assertThat(report.next()).isEqualTo(STARTED);
    assertThat(report.since()).isEqualTo(20);
    assertThat(report.activeSince()).isEmpty();
    assertThat(report.signals()).containsExactly(true, true, false);
    assertThat(report.count()).isEqualTo(2);
    assertThat(report.isPossible(deployment)).isTrue();
  }

  @Test
  void reportsThatTooFewBlocksAreLeft() {
    var block = started().extend(4, SILENCE, 100);
    assertThat(versionBits.report(block.ancestor(22), deployment).isPossible(deployment)).isTrue();
    assertThat(versionBits.report(block, deployment).isPossible(deployment)).isFalse();
  }

  @Test
  void reportsWhenItBecomesActive() {
    var last = lockedIn().extend(10, SILENCE, 100);
    var before = versionBits.report(last, deployment);
    assertThat(before.current()).isEqualTo(LOCKED_IN);
    assertThat(before.next()).isEqualTo(ACTIVE);
    assertThat(before.since()).isEqualTo(30);
    assertThat(before.activeSince()).isEqualTo(OptionalInt.of(40));
    assertThat(before.isPossible(deployment)).isFalse();
    var after = versionBits.report(last.extend(25, SILENCE, 100), deployment);
    assertThat(after.current()).isEqualTo(ACTIVE);
    assertThat(after.since()).isEqualTo(40);
    assertThat(after.activeSince()).isEqualTo(OptionalInt.of(40));
    assertThat(after.signals()).isEmpty();
  }

  @Test
  void reportsTheGenesisBlockAsDefined() {
    var report = versionBits.report(genesis, deployment);
    assertThat(report.current()).isEqualTo(DEFINED);
    assertThat(report.since()).isZero();
  }

  @Test
  void refusesDeploymentOfAnotherNetwork() {
    assertThatThrownBy(() -> versionBits.stateAfter(genesis, deployment(0, 0, 0)))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void noticesRulesThatItDoesNotKnow() {
    // Regtest counts them in periods of 144 blocks, of which 108 must signal.
    int version = VersionBits.TOP_BITS | 1 << 1;
    var first = genesis.extend(287, version, 100);
    assertThat(versionBits.unknownRules(first)).containsExactly(new UnknownRules(1, false));
    var second = first.extend(144, SILENCE, 100);
    assertThat(versionBits.unknownRules(second)).containsExactly(new UnknownRules(1, true));
  }

  @Test
  void doesNotTakeItsOwnSignalsForRulesThatItDoesNotKnow() {
    var network = deployment(0, NO_TIMEOUT, 0);
    var last = genesis.extend(29, SIGNAL, 100);
    assertThat(versionBits(network).unknownRules(last.extend(600, SILENCE, 100))).isEmpty();
  }

  /** The last block before the period in which signals begin to count. */
  private FakeAncestor started() {
    return genesis.extend(19, SILENCE, 100);
  }

  /** The last block of the period in which enough signal. */
  private FakeAncestor lockedIn() {
    return started().extend(10, SIGNAL, 100);
  }

  private DeploymentState state(@Nullable FakeAncestor previous) {
    return versionBits.stateAfter(previous, deployment);
  }

  private static VersionBits versionBits(Bip9Deployment deployment) {
    return new VersionBits(TestNetworks.with(Networks.regtest(), deployment));
  }

  private static Bip9Deployment deployment(long start, long timeout, int minHeight) {
    return new Bip9Deployment("test", BIT, start, timeout, minHeight, 10, 7);
  }
}
