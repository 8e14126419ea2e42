package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Vectors.Row;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final int PERIOD = 2016;
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000",
        "01003456",
        "02000056",
        "03000000",
        "04000000",
        "20000000",
        "ff000000", // zero
        "00923456",
        "01803456",
        "02800056",
        "03800000",
        "04800000", // zero with a sign
        "01fedcba",
        "04923456",
        "05923456",
        "20923456",
        "ffffffff", // negative
        "21010000",
        "22000100",
        "23000001",
        "ff123456",
        "ff000001", // past 256 bits
      })
  void compactFormThatIsNoTargetIsEmpty(String bits) {
    assertThat(Target.fromCompact(HexFormat.fromHexDigitsToLong(bits))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // bits, mantissa, how many bits it is shifted left, the same number's own compact form
    "01123456, 12, 0, 01120000",
    "02008000, 80, 0, 02008000",
    "02123456, 1234, 0, 02123400",
    "03123456, 123456, 0, 03123456",
    "03000080, 80, 0, 02008000",
    "04000012, 12, 8, 02120000",
    "04123456, 123456, 8, 04123456",
    "05009234, 92340000, 0, 05009234",
    "1b0404cb, 0404cb, 192, 1b0404cb",
    "1d00ffff, ffff, 208, 1d00ffff",
    "1e0377ae, 0377ae, 216, 1e0377ae",
    "20123456, 123456, 232, 20123456",
    "207fffff, 7fffff, 232, 207fffff",
    "2100ffff, ffff, 240, 2100ffff",
    "220000ff, ff, 248, 2100ff00",
  })
  void readsTheCompactForm(String bits, String mantissa, String shift, String compact) {
    var target = Target.fromCompact(HexFormat.fromHexDigitsToLong(bits));
    var number = new BigInteger(mantissa, 16).shiftLeft(Integer.parseInt(shift));
    assertThat(target).map(Target::toNumber).contains(number);
    assertThat(target.orElseThrow().toCompact()).isEqualTo(Long.parseLong(compact, 16));
  }

  @Test
  void compactFormOfTheLargestTargetIsOneByteLonger() {
    assertThat(Target.of(LARGEST).toCompact()).isEqualTo(0x2100ffffL);
    assertThat(Target.of(BigInteger.ZERO).toCompact()).isZero();
  }

  @Test
  void compactFormIsTheNumberWithoutItsLastBits() {
    long seed = 20_090_103;
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      var number = new BigInteger(1 + random.nextInt(256), random).setBit(0);
      var compact = Target.fromCompact(Target.of(number).toCompact());
      assertThat(compact).as("seed %d, number %s", seed, number.toString(16)).isPresent();
      var rest = number.subtract(compact.orElseThrow().toNumber());
      assertThat(rest.signum()).isNotNegative();
      assertThat(rest.bitLength()).isLessThanOrEqualTo(Math.max(number.bitLength() - 15, 0));
      assertThat(compact.orElseThrow().toCompact()).isEqualTo(Target.of(number).toCompact());
    }
  }

  @Test
  void workIsHowManyHashesATargetTakes() {
    assertThat(Target.of(LARGEST).work()).isEqualTo(BigInteger.ONE);
    assertThat(Target.of(BigInteger.ZERO).work()).isEqualTo(BigInteger.ONE.shiftLeft(256));
    assertThat(Target.fromCompact(0x1d00ffffL).orElseThrow().work()).isEqualTo(0x100010001L);
    assertThat(Target.fromCompact(0x207fffffL).orElseThrow().work()).isEqualTo(2);
  }

  @Test
  void isMetByHashesUpToItself() {
    var target = Target.fromHex("00".repeat(7) + "80" + "00".repeat(15) + "ff" + "01".repeat(8));
    for (int bytes : List.of(0, 1, 8, 9, 16, 23, 31)) {
      var difference = BigInteger.ONE.shiftLeft(8 * bytes);
      var above = target.toNumber().add(difference);
      var below = target.toNumber().subtract(difference);
      assertThat(target.isMetBy(hash(above))).isFalse();
      assertThat(target.compareTo(Target.of(above))).isNegative();
      if (below.signum() >= 0) {
        assertThat(target.isMetBy(hash(below))).isTrue();
        assertThat(target.compareTo(Target.of(below))).isPositive();
      }
    }
    assertThat(target.isMetBy(hash(target.toNumber()))).isTrue();
    assertThat(target).isEqualByComparingTo(Target.of(target.toNumber()));
  }

  @Test
  void topBitIsNoSign() {
    var largest = Target.of(LARGEST);
    assertThat(largest.isMetBy(hash(LARGEST))).isTrue();
    assertThat(Target.fromHex("7f" + "ff".repeat(31)).isMetBy(hash(LARGEST))).isFalse();
    assertThat(largest).hasToString("ff".repeat(32));
  }

  @Test
  void refusesNumbersThatAreNoTarget() {
    assertThatThrownBy(() -> Target.of(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.of(BigInteger.ONE.shiftLeft(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.fromHex("ff")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Each row is the first or the last block of a period, and the work of the chain up to it. */
  @TestFactory
  Stream<DynamicNode> agreesWithTheMainNetwork() {
    return Vectors.each(
        "chain/mainnet",
        "difficulty_boundaries",
        ".csv",
        file -> {
          var rows = Vectors.csv(file);
          return IntStream.range(0, rows.size())
              .mapToObj(i ->
                  dynamicTest(
                      "height " + rows.get(i).get("height"),
                      () -> agrees(rows.get(i), i == 0 ? null : rows.get(i - 1))));
        });
  }

  private static void agrees(Row row, @Nullable Row before) throws DecodeException {
    var header = BlockHeader.decode(row.bytes("header_hex"));
    var target = Target.fromCompact(header.bits()).orElseThrow();
    assertThat(target.isMetBy(header.hash())).isTrue();
    assertThat(target.toCompact()).isEqualTo(header.bits());
    // The blocks since the row before take the same work if they are of one period.
    long last = before == null ? -1 : height(before);
    assumeThat((last + 1) / PERIOD).isEqualTo(height(row) / PERIOD);
    long blocks = height(row) - last;
    var workBefore = before == null ? BigInteger.ZERO : chainWork(before);
    assertThat(chainWork(row).subtract(workBefore))
        .isEqualTo(target.work().multiply(BigInteger.valueOf(blocks)));
  }

  private static long height(Row row) {
    return Long.parseLong(row.get("height"));
  }

  private static BigInteger chainWork(Row row) {
    return new BigInteger(row.get("chainwork_hex"), 16);
  }

  private static BlockHash hash(BigInteger number) {
    return BlockHash.fromDisplay("%064x".formatted(number));
  }
}
