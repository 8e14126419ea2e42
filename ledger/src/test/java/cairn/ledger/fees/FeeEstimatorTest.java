package cairn.ledger.fees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener.Removal;
import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeeEstimatorTest {
  private static final int START = 100;

  private boolean upToDate = true;
  private final FeeEstimator fees = new FeeEstimator(() -> upToDate);
  private int height = START;
  private int made;

  /** A transaction that came at some height, of 1,000 virtual bytes. */
  private record Entry(Transaction transaction, long feeSats, int height) implements MempoolEntry {
    @Override
    public long modifiedFeeSats() {
      return feeSats;
    }

    @Override
    public long virtualSize() {
      return 1000;
    }

    @Override
    public int sigOpCost() {
      return 0;
    }

    @Override
    public long time() {
      return 0;
    }

    @Override
    public long sequence() {
      return 1;
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(FeeEstimatorTest.class.getResourceAsStream(name));
  }

  /** What Bitcoin Core has learnt of some 200 blocks. */
  private static Bytes fileOfCore() throws IOException {
    try (var in = new GZIPInputStream(resource("core-fee-estimates.dat.gz"))) {
      return Bytes.wrap(in.readAllBytes());
    }
  }

  private static FeeEstimator ofCore() throws Exception {
    var estimator = new FeeEstimator(() -> true);
    estimator.decode(fileOfCore());
    return estimator;
  }

  /** What it has answered then. */
  static Stream<String> answersOfCore() throws IOException {
    try (var in = resource("core-estimates.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
    }
  }

  @ParameterizedTest
  @MethodSource("answersOfCore")
  void estimatesAsBitcoinCoreDoes(String answer) throws Exception {
    var words = answer.split(" ", -1);
    int target = Integer.parseInt(words[1]);
    if (words[0].equals("smart")) {
      var estimate = ofCore().estimate(target, words[2].equals("conservative"));
      long sats = estimate.rate().map(FeeRate::satsPerKilobyte).orElse(0L);
      assertThat("smart %d %s %d %d".formatted(target, words[2], sats, estimate.blocks()))
          .isEqualTo(answer);
    } else {
      var horizon = Horizon.valueOf(words[3].toUpperCase(Locale.ROOT));
      var found = ofCore().look(target, Double.parseDouble(words[2]), horizon);
      long sats = Math.max(0, Math.round(found.median()));
      assertThat(
              "raw %d %s %s %d | %s | %s"
                  .formatted(
                      target,
                      words[2],
                      words[3],
                      sats,
                      sats == 0 ? "-" : text(found.pass()),
                      sats != 0 && found.fail().isNone() ? "-" : text(found.fail())))
          .isEqualTo(answer);
    }
  }

  private static String text(FeeRange range) {
    return Stream.of(
            (double) Math.round(range.start()),
            (double) Math.round(range.end()),
            hundredths(range.withinTarget()),
            hundredths(range.confirmed()),
            hundredths(range.waiting()),
            hundredths(range.gone()))
        .map(number -> number >= 1e15 ? "1e+99" : plain(number))
        .reduce((one, other) -> one + " " + other)
        .orElseThrow();
  }

  private static double hundredths(double number) {
    return Math.round(number * 100) / 100.0;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  @Test
  void writesWhatBitcoinCoreHasWritten() throws Exception {
    assertThat(ofCore().encode()).isEqualTo(fileOfCore());
  }

  @Test
  void refusesWhatIsNoSuchFile() throws Exception {
    var file = fileOfCore().toArray();
    file[0]++;
    assertThatThrownBy(() -> fees.decode(Bytes.wrap(file))).isInstanceOf(DecodeException.class);
    var half = Bytes.wrap(fileOfCore().toArray(), 0, file.length / 2);
    assertThatThrownBy(() -> fees.decode(half)).isInstanceOf(DecodeException.class);
    assertThat(fees.encode()).isEqualTo(new FeeEstimator(() -> true).encode());
  }

  private Entry pay(long sats) {
    var input = new TxIn(new OutPoint(Txid.ZERO, made++), Script.EMPTY, 0);
    var output = new TxOut(new Amount(1), Script.EMPTY);
    return new Entry(Transaction.of(2, List.of(input), List.of(output), 0), sats, height);
  }

  private Entry come(long sats) {
    var entry = pay(sats);
    fees.added(entry, 1, true);
    return entry;
  }

  private void mine(List<Entry> entries) {
    fees.mined(entries, ++height);
  }

  /** In every block the dear ones are mined, the cheap ones wait for ten. */
  private void learn(int blocks) {
    mine(List.of());
    var waiting = new ArrayList<List<Entry>>();
    for (int i = 0; i < blocks; i++) {
      var dear = List.of(come(20_000), come(20_000), come(20_000));
      waiting.add(List.of(come(1_000), come(1_000), come(1_000)));
      var mined = new ArrayList<>(dear);
      if (waiting.size() > 10) {
        mined.addAll(waiting.removeFirst());
      }
      mine(mined);
    }
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(fees.estimate(6, false).rate()).isEmpty();
    learn(1);
    assertThat(fees.estimate(6, false).rate()).isEmpty();
  }

  @Test
  void tellsTheHurriedFromThePatient() {
    learn(100);
    assertThat(rate(2)).isBetween(19_900L, 20_100L);
    assertThat(rate(25)).isBetween(990L, 1_010L);
  }

  private long rate(int target) {
    return fees.estimate(target, false).rate().orElseThrow().satsPerKilobyte();
  }

  @Test
  void foreseesNoMoreThanHalfOfWhatItHasSeen() {
    learn(41);
    assertThat(fees.estimate(1, false).blocks()).isEqualTo(2);
    assertThat(fees.estimate(20, false).blocks()).isEqualTo(20);
    assertThat(fees.estimate(500, false).blocks()).isEqualTo(20);
  }

  @Test
  void watchesNothingThatSaysNothing() {
    mine(List.of());
    fees.added(pay(1000), 1, false);
    upToDate = false;
    come(1000);
    upToDate = true;
    height--;
    come(1000);
    height++;
    assertThat(watched()).isZero();
    come(1000);
    assertThat(watched()).isOne();
  }

  private double watched() {
    mine(List.of());
    return fees.look(1, 0.5, Horizon.SHORT).fail().waiting();
  }

  @Test
  void countsThoseThatHaveWaitedInVain() {
    mine(List.of());
    var entry = come(1000);
    mine(List.of());
    mine(List.of());
    fees.removed(entry, Removal.EXPIRY, 2);
    assertThat(fees.look(2, 0.5, Horizon.SHORT).fail().gone()).isOne();
    assertThat(fees.look(3, 0.5, Horizon.SHORT).fail().gone()).isZero();
  }

  @Test
  void takesThoseThatWaitAtTheEndForGone() {
    mine(List.of());
    come(1000);
    mine(List.of());
    fees.forgetAll();
    assertThat(fees.look(1, 0.5, Horizon.SHORT).fail().gone()).isOne();
    assertThat(watched()).isZero();
  }

  @Test
  void learnsNothingFromReorganisations() {
    learn(50);
    var before = fees.encode();
    fees.mined(List.of(come(5)), height - 1);
    fees.mined(List.of(), height);
    assertThat(fees.encode()).isEqualTo(before);
  }
}
