package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {
  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "fc, 252",
    "fdfd00, 253",
    "fdffff, 65535",
    "fe00000100, 65536",
    "feffffffff, 4294967295",
    "ff0000000001000000, 4294967296",
    "ffffffffffffffff7f, 9223372036854775807",
    "ffffffffffffffffff, -1"
  })
  void readsAndWritesCompactSizes(String hex, long value) throws DecodeException {
    var bytes = Bytes.fromHex(hex);
    var in = new ByteReader(bytes);
    assertThat(in.compactSizeUnbounded()).isEqualTo(value);
    in.expectEnd();
    assertThat(new ByteWriter().compactSize(value).toBytes()).isEqualTo(bytes);
    assertThat(ByteWriter.compactSizeLength(value)).isEqualTo(bytes.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd0000",
        "fdfc00",
        "fe00000000",
        "feffff0000",
        "ff0000000000000000",
        "ffffffffff00000000"
      })
  void refusesCompactSizesThatAreNotTheShortest(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new ByteReader(Bytes.fromHex(hex)).compactSizeUnbounded())
        .withMessageStartingWith("non-canonical ReadCompactSize()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fd", "fdff", "fe000000", "ff00000000000000"})
  void refusesCompactSizesThatAreCutOff(String hex) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new ByteReader(Bytes.fromHex(hex)).compactSize())
        .withMessageStartingWith("end of data");
  }

  @Test
  void readsSizesUpTo32Mebibytes() throws DecodeException {
    assertThat(new ByteReader(Bytes.fromHex("fe00000002")).compactSize()).isEqualTo(0x02000000);
    for (var hex : new String[] {"fe01000002", "feffffffff", "ffffffffffffffffff"}) {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> new ByteReader(Bytes.fromHex(hex)).compactSize())
          .withMessageStartingWith("ReadCompactSize(): size too large");
    }
  }

  @Test
  void refusesACountThatTheInputCannotHoldBeforeReadingOn() {
    var in = new ByteReader(Bytes.fromHex("fe000000020000"));
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> in.count(1))
        .withMessage("end of data at offset 5");
  }

  @Test
  void tellsInputThatEndsFromInputThatIsWrong() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new ByteReader(Bytes.of(1, 2, 3)).int32())
        .matches(DecodeException::isEndOfData);
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> new ByteReader(Bytes.of(0xfd, 1, 0)).compactSize())
        .matches(e -> !e.isEndOfData());
  }

  @Test
  void readsWindowsOntoWhatItHasRead() throws DecodeException {
    var in = new ByteReader(Bytes.fromHex("0011223344").slice(1));
    in.uint8();
    int from = in.offset();
    in.uint16();
    assertThat(in.since(from)).isEqualTo(Bytes.fromHex("2233"));
    assertThat(in.since(in.offset())).isEqualTo(Bytes.EMPTY);
    assertThat(in.remaining()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsWhatTheWriterWrites(long seed) throws DecodeException {
    var random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      int int32 = random.nextInt();
      long int64 = random.nextLong();
      long size = random.nextLong() >>> random.nextInt(64);
      var array = new byte[random.nextInt(300)];
      random.nextBytes(array);
      var bytes = Bytes.wrap(array);
      var written =
          new ByteWriter(0)
              .uint8(int32 & 0xff)
              .uint16(int32 & 0xffff)
              .int32(int32)
              .uint32(int64 & 0xffffffffL)
              .int64(int64)
              .compactSize(size)
              .sizedBytes(bytes)
              .toBytes();
      var in = new ByteReader(written);
      assertThat(in.uint8()).isEqualTo(int32 & 0xff);
      assertThat(in.uint16()).isEqualTo(int32 & 0xffff);
      assertThat(in.int32()).isEqualTo(int32);
      assertThat(in.uint32()).isEqualTo(int64 & 0xffffffffL);
      assertThat(in.int64()).isEqualTo(int64);
      assertThat(in.compactSizeUnbounded()).isEqualTo(size);
      assertThat(in.sizedBytes()).isEqualTo(bytes);
      in.expectEnd();
    }
  }
}
