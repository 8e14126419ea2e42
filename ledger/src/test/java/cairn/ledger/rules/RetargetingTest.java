package cairn.ledger.rules;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Networks;
import cairn.genesis.ProofOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the main network's retargets are those of Core's own tests. */
class RetargetingTest {
  private static final ProofOfWork MAIN = Networks.main().consensus().proofOfWork();
  private static final ProofOfWork TESTNET3 = Networks.testnet3().consensus().proofOfWork();
  private static final ProofOfWork TESTNET4 = Networks.testnet4().consensus().proofOfWork();
  private static final ProofOfWork REGTEST = Networks.regtest().consensus().proofOfWork();
  private static final long EASIEST = 0x1d00ffff;
  private static final long HARD = 0x1c0168fd;

  @ParameterizedTest(name = "block {0} after a period from {1} to {2} at {3}: {4}")
  @CsvSource({
    "32256, 1261130161, 1262152739, 1d00ffff, 1d00d86a",
    "2016, 1231006505, 1233061996, 1d00ffff, 1d00ffff",
    "68544, 1279008237, 1279297671, 1c05a3f4, 1c0168fd",
    "46368, 1263163443, 1269211443, 1c387f6f, 1d00e1fd"
  })
  void scalesTheTargetByWhatThePeriodTook(
      int height, long firstTime, long lastTime, String bits, String expected) {
    var last = period(height, firstTime, lastTime, hex(bits), hex(bits));
    assertThat(Retargeting.bitsAfter(last, 0, MAIN)).isEqualTo(hex(expected));
  }

  @Test
  void keepsTheTargetWithinAPeriod() {
    var previous = FakeAncestor.genesis(0, HARD).extend(100, 1, 1);
    assertThat(Retargeting.bitsAfter(previous, 1_000_000_000, MAIN)).isEqualTo(HARD);
  }

  @Test
  void neverChangesTheTargetWhereThereIsNoRetargeting() {
    var last = FakeAncestor.genesis(0, 0x207fffff).extend(143, 1, 1);
    assertThat(Retargeting.bitsAfter(last, last.time() + 1, REGTEST)).isEqualTo(0x207fffff);
  }

  @Test
  void letsBlockBeEasyThatComesMoreThanTwiceTheSpacingLater() {
    var previous = FakeAncestor.genesis(0, HARD).extend(10, 1, 600);
    assertThat(Retargeting.bitsAfter(previous, previous.time() + 1201, TESTNET3))
        .isEqualTo(EASIEST);
    assertThat(Retargeting.bitsAfter(previous, previous.time() + 1200, TESTNET3)).isEqualTo(HARD);
  }

  @Test
  void goesBackToTheLastBlockThatWasNotEasy() {
    var hard = FakeAncestor.genesis(0, EASIEST).next(1, 600, HARD);
    var easy = hard.next(1, 5000, EASIEST).next(1, 10_000, EASIEST);
    assertThat(Retargeting.bitsAfter(easy, 10_001, TESTNET3)).isEqualTo(HARD);
  }

  @Test
  void goesBackNoFurtherThanTheBeginningOfThePeriod() {
    var before = FakeAncestor.genesis(0, HARD).extend(2015, 1, 600);
    var first = before.next(1, before.time() + 5000, EASIEST);
    var second = first.next(1, first.time() + 5000, EASIEST);
    assertThat(Retargeting.bitsAfter(second, second.time() + 1, TESTNET3)).isEqualTo(EASIEST);
  }

  @Test
  void startsFromTheFirstBlockOfThePeriodUnderBip94() {
    long should = 2016 * 600;
    var last = period(2016, 0, should, HARD, EASIEST);
    assertThat(Retargeting.bitsAfter(last, should + 5000, TESTNET4)).isEqualTo(HARD);
    assertThat(Retargeting.bitsAfter(last, should + 5000, TESTNET3)).isEqualTo(EASIEST);
  }

  @ParameterizedTest(name = "{1} after {0} at height {2}: {3}")
  @CsvSource({
    "1c0168fd, 1c0168fd, 2015, true",
    "1c0168fd, 1c0168fc, 2015, false",
    "1c05a3f4, 1c0168fd, 2016, true",
    "1c05a3f4, 1c0168fc, 2016, false",
    "1c387f6f, 1d00e1fd, 2016, true",
    "1c387f6f, 1d00e1fe, 2016, false",
    "1d00ffff, 1d00ffff, 2016, true",
    "1d00ffff, 1d010000, 2016, false",
    "1c387f6f, 1d80e1fd, 2016, false"
  })
  void permitsFourTimesEasierOrHarder(String before, String after, int height, boolean permitted) {
    assertThat(Retargeting.permits(height, hex(before), hex(after), MAIN)).isEqualTo(permitted);
  }

  @Test
  void permitsAnythingWhereBlocksMayBeEasy() {
    assertThat(Retargeting.permits(5, HARD, EASIEST, TESTNET3)).isTrue();
  }

  /** The last block before {@code height}, which begins a period. */
  private static FakeAncestor period(
      int height, long firstTime, long lastTime, long firstBits, long lastBits) {
    var first = new FakeAncestor(height - 2016, 1, firstTime, firstBits, null);
    var middle = first.extend(2014, 1, 0);
    return middle.next(1, lastTime, lastBits);
  }

  private static long hex(String bits) {
    return Long.parseLong(bits, 16);
  }
}
