package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.BuriedHeights;
import cairn.genesis.ConsensusParameters;
import cairn.genesis.Networks;
import cairn.ledger.TestNetworks;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderInContextTest {
  private static final long GENESIS_TIME = 1_300_000_000;
  private static final long EASIEST = 0x1d00ffff;
  private static final long NOW = 1_400_000_000;

  private static final ConsensusParameters MAIN = Networks.main().consensus();
  private static final ConsensusParameters TESTNET4 = Networks.testnet4().consensus();

  private final FakeAncestor tip = FakeAncestor.genesis(GENESIS_TIME, EASIEST).extend(20, 1, 600);

  @Test
  void acceptsHeaderTenMinutesLater() {
    assertThat(check(MAIN, header(1, tip.time() + 600, EASIEST))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(longs = {0x1d00fffe, 0x1c00ffff, 0x207fffff, 0})
  void rejectsTargetThatIsNotTheRequiredOne(long bits) {
    assertThat(check(MAIN, header(1, tip.time() + 600, bits)))
        .hasToString("bad-diffbits, incorrect proof of work");
  }

  @Test
  void acceptsTimeJustAfterTheMedian() {
    assertThat(check(MAIN, header(1, tip.time() - 5 * 600 + 1, EASIEST))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1000})
  void rejectsTimeThatIsNotAfterTheMedian(long before) {
    assertThat(check(MAIN, header(1, tip.time() - 5 * 600 - before, EASIEST)))
        .hasToString("time-too-old, block's timestamp is too early");
  }

  @Test
  void acceptsTimeTwoHoursAheadOfTheClock() {
    assertThat(check(MAIN, header(1, NOW + 7200, EASIEST))).isEqualTo(OK);
  }

  @Test
  void rejectsTimeFurtherAheadAndSaysThatItMayCome() {
    var verdict = check(MAIN, header(1, NOW + 7201, EASIEST));
    assertThat(verdict).hasToString("time-too-new, block timestamp too far in the future");
    assertThat(((Verdict.Invalid) verdict).reason().fault()).isEqualTo(Fault.TOO_EARLY);
  }

  @Test
  void acceptsStepTenMinutesBackWhereAPeriodBegins() {
    var last = lastOfPeriod();
    assertThat(check(TESTNET4, last, header(4, last.time() - 600, last.bits()))).isEqualTo(OK);
  }

  @Test
  void rejectsLargerStepBackWhereAPeriodBegins() {
    var last = lastOfPeriod();
    assertThat(check(TESTNET4, last, header(4, last.time() - 601, last.bits())))
        .hasToString(
            "time-timewarp-attack, block's timestamp is too early on diff adjustment block");
  }

  @Test
  void acceptsLargerStepBackWithinAPeriod() {
    var tall = tip.next(1, tip.time() + 1100, EASIEST);
    assertThat(check(TESTNET4, tall, header(4, tall.time() - 601, EASIEST))).isEqualTo(OK);
  }

  @Test
  void acceptsLargerStepBackWhereBip94DoesNotHold() {
    var last = lastOfPeriod();
    assertThat(check(MAIN, last, header(1, last.time() - 601, last.bits()))).isEqualTo(OK);
  }

  @ParameterizedTest(name = "version {3} with bip34={0} bip66={1} bip65={2}")
  @CsvSource({
    "99, 99, 99, 1",
    "99, 99, 99, -1",
    "21, 99, 99, 2",
    "21, 21, 99, 3",
    "21, 21, 21, 4",
    "21, 21, 21, 536870912",
    "22, 22, 22, 1"
  })
  void acceptsVersion(int bip34, int bip66, int bip65, int version) {
    var consensus = withHeights(bip34, bip65, bip66);
    assertThat(check(consensus, header(version, tip.time() + 600, EASIEST))).isEqualTo(OK);
  }

  @ParameterizedTest(name = "version {3} with bip34={0} bip66={1} bip65={2}")
  @CsvSource({
    "21, 99, 99, 1, 0x00000001",
    "21, 21, 99, 2, 0x00000002",
    "21, 21, 21, 3, 0x00000003",
    "20, 20, 20, 0, 0x00000000",
    "99, 99, 21, 3, 0x00000003",
    "99, 21, 99, 2, 0x00000002",
    "21, 99, 99, -1, 0xffffffff",
    "21, 21, 21, -2147483648, 0x80000000"
  })
  void rejectsVersion(int bip34, int bip66, int bip65, int version, String hex) {
    var consensus = withHeights(bip34, bip65, bip66);
    assertThat(check(consensus, header(version, tip.time() + 600, EASIEST)))
        .isEqualTo(
            new Verdict.Invalid(
                Reject.BAD_VERSION,
                "bad-version(" + hex + ")",
                "rejected nVersion=" + hex + " block"));
  }

  @Test
  void namesTheFirstRuleThatFails() {
    assertThat(check(MAIN, header(1, 0, 0))).hasToString("bad-diffbits, incorrect proof of work");
    assertThat(check(withHeights(1, 1, 1), header(1, 0, EASIEST)))
        .hasToString("time-too-old, block's timestamp is too early");
  }

  /** The last block of a period that came one after the other each ten minutes, but the last. */
  private FakeAncestor lastOfPeriod() {
    var last = tip.extend(2016 - 2 - tip.height(), 1, 600);
    return last.next(1, last.time() + 1200, EASIEST);
  }

  private Verdict check(ConsensusParameters consensus, BlockHeader header) {
    return check(consensus, tip, header);
  }

  private static Verdict check(
      ConsensusParameters consensus, FakeAncestor previous, BlockHeader header) {
    return HeaderInContext.check(new PlacedHeader(header, new Place(consensus, previous), NOW));
  }

  private static BlockHeader header(int version, long time, long bits) {
    return new BlockHeader(version, BlockHash.ZERO, MerkleRoot.ZERO, time, bits, 0);
  }

  private static ConsensusParameters withHeights(int bip34, int bip65, int bip66) {
    var heights = new BuriedHeights(bip34, null, bip65, bip66, 99, 99);
    return TestNetworks.with(Networks.main(), heights).consensus();
  }
}
