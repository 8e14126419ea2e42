package cairn.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarIntTest {
  private static final BigInteger BASE = BigInteger.valueOf(128);

  private static Bytes encode(long value) {
    var out = new ByteWriter();
    VarInt.write(out, value);
    return out.toBytes();
  }

  /** The slow, obvious twin: groups of seven bits from the last to the first, without bound. */
  private static Bytes encodeSlowly(BigInteger value) {
    var bytes = Bytes.of(value.mod(BASE).intValueExact());
    for (var rest = value; rest.compareTo(BASE) >= 0; ) {
      rest = rest.divide(BASE).subtract(BigInteger.ONE);
      bytes = Bytes.of(rest.mod(BASE).intValueExact() | 0x80).concat(bytes);
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8000",
    "255, 807f",
    "256, 8100",
    "16383, fe7f",
    "16384, ff00",
    "16511, ff7f",
    "65535, 82fe7f",
    "4294967296, 8efefeff00",
    "-1, 80fefefefefefefefe7f"
  })
  void writesAsCoreDoes(long value, String hex) throws DecodeException {
    assertThat(encode(value)).hasToString(hex);
    assertThat(VarInt.readUint64(new ByteReader(Bytes.fromHex(hex)))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithItsSlowTwin(long seed) throws DecodeException {
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextLong() >>> random.nextInt(64);
      var encoded = encode(value);
      assertThat(encoded).isEqualTo(encodeSlowly(new BigInteger(Long.toUnsignedString(value))));
      assertThat(VarInt.readUint64(new ByteReader(encoded))).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80fefefefefefeff00", "80fefefefefefefefe7f"})
  void refusesMoreThan32BitsWhereThereMayBeNoMore(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> VarInt.readUint32(new ByteReader(Bytes.fromHex(hex))))
        .withMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80fefefefefefefeff00", "ffffffffffffffffffffff00"})
  void refusesMoreThan64Bits(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> VarInt.readUint64(new ByteReader(Bytes.fromHex(hex))))
        .withMessageContaining("too large");
  }

  @Test
  void readsTheLargestNumberOf32Bits() throws DecodeException {
    var largest = encode(0xffffffffL);
    assertThat(VarInt.readUint32(new ByteReader(largest))).isEqualTo(0xffffffffL);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> VarInt.readUint32(new ByteReader(encode(0x100000000L))));
  }

  @Test
  void noticesThatItIsCutOff() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> VarInt.readUint64(new ByteReader(Bytes.fromHex("ff"))))
        .withMessageContaining("end of data");
  }
}
