package cairn.p2p.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsMapFileTest {
  private static final int SAMPLES = 200;

  @TempDir private Path directory;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  /** Which system each address belongs to, as a tree that is written as code in two ways. */
  private sealed interface Tree {
    record Leaf(long system) implements Tree {}

    /** Both halves of a range. */
    record Fork(Tree zero, Tree one) implements Tree {}

    static Tree random(Random random, int depth) {
      if (depth == 0 || random.nextInt(5) == 0) {
        return new Leaf(
            1 + (random.nextBoolean() ? random.nextInt(70_000) : random.nextInt(33_000_000)));
      }
      return new Fork(random(random, depth - 1), random(random, depth - 1));
    }

    default long systemOf(Bytes address, int bit) {
      return switch (this) {
        case Leaf(var system) -> system;
        case Fork(var zero, var one) ->
            (isSet(address, bit) ? one : zero).systemOf(address, bit + 1);
      };
    }

    default void write(BitWriter out) {
      switch (this) {
        case Leaf(var system) -> out.ret(system);
        case Fork(var zero, var one) -> {
          var first = new BitWriter();
          zero.write(first);
          // A jump shorter than any that can be written leads over a leaf, which has 16 bits.
          out.jump(first.length);
          out.append(first);
          one.write(out);
        }
      }
    }
  }

  private static boolean isSet(Bytes address, int bit) {
    return (address.unsigned(bit / 8) >> (7 - bit % 8) & 1) == 1;
  }

  /** Writes code, with the classes of numbers spelt out. */
  private static final class BitWriter {
    final BitSet bits = new BitSet();
    int length;

    void bit(boolean value) {
      bits.set(length++, value);
    }

    void append(BitWriter other) {
      for (int i = 0; i < other.length; i++) {
        bit(other.bits.get(i));
      }
    }

    void number(long value, long least, int first, int last) {
      long place = value - least;
      int width = first;
      while (place >= 1L << width && width < last) {
        place -= 1L << width;
        bit(true);
        width++;
      }
      if (width < last) {
        bit(false);
      }
      for (int i = width - 1; i >= 0; i--) {
        bit((place >> i & 1) == 1);
      }
    }

    void ret(long system) {
      bit(false);
      number(system, 1, 15, 24);
    }

    void jump(int distance) {
      bit(true);
      bit(false);
      number(distance, 17, 5, 30);
    }

    void match(int length, int pattern) {
      bit(true);
      bit(true);
      bit(false);
      number((1L << length) + pattern, 2, 1, 8);
    }

    void otherwise(long system) {
      bit(true);
      bit(true);
      bit(true);
      number(system, 1, 15, 24);
    }

    Bytes code() {
      var bytes = new byte[(length + 7) / 8];
      var set = bits.toByteArray();
      System.arraycopy(set, 0, bytes, 0, set.length);
      return Bytes.wrap(bytes);
    }
  }

  private static Bytes address(Random random) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsTheSystemOfAnAddress(int seed) throws DecodeException {
    var random = new Random(seed);
    var tree = Tree.random(random, 8);
    var out = new BitWriter();
    tree.write(out);
    var map = AsMapFile.of(out.code());
    for (int i = 0; i < SAMPLES; i++) {
      var address = address(random);
      assertThat(map.systemOf(address)).isEqualTo(tree.systemOf(address, 0));
    }
  }

  @Test
  void matchesSeveralBitsAtOnce() throws DecodeException {
    var out = new BitWriter();
    out.otherwise(7);
    out.match(8, 0x20);
    out.match(3, 0b101);
    out.ret(42);
    var map = AsMapFile.of(out.code());
    assertThat(map.systemOf(Bytes.fromHex("20a0" + "00".repeat(14)))).isEqualTo(42);
    assertThat(map.systemOf(Bytes.fromHex("20bf" + "00".repeat(14)))).isEqualTo(42);
    assertThat(map.systemOf(Bytes.fromHex("2080" + "00".repeat(14)))).isEqualTo(7);
    assertThat(map.systemOf(Bytes.fromHex("21a0" + "00".repeat(14)))).isEqualTo(7);
  }

  @Test
  void knowsNothingOfWhatDoesNotMatch() throws DecodeException {
    var out = new BitWriter();
    out.match(1, 1);
    out.ret(42);
    var map = AsMapFile.of(out.code());
    assertThat(map.systemOf(Bytes.fromHex("80" + "00".repeat(15)))).isEqualTo(42);
    assertThat(map.systemOf(Bytes.fromHex("00".repeat(16)))).isZero();
  }

  @Test
  void isReadFromAFile() throws IOException, DecodeException {
    var out = new BitWriter();
    out.ret(3);
    var file = Files.write(directory.resolve("asmap.dat"), out.code().toArray());
    var map = AsMapFile.read(file);
    assertThat(map.systemOf(Bytes.fromHex("00".repeat(16)))).isEqualTo(3);
    assertThat(map.version()).isEqualTo(Sha256.doubleHash(out.code()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty",
        "no end",
        "cut off",
        "zero bytes behind",
        "bits behind",
        "unused default",
        "two defaults",
        "jump beyond",
        "jump into an instruction",
        "jump over nothing",
        "short matches",
        "more than an address"
      })
  void refusesWhatIsNoMap(String what) {
    var out = new BitWriter();
    switch (what) {
      case "empty" -> {}
      case "no end" -> out.match(1, 1);
      case "cut off" -> {
        out.bit(false);
        out.bit(false);
      }
      case "zero bytes behind" -> {
        out.ret(1);
        for (int i = 0; i < 8; i++) {
          out.bit(false);
        }
      }
      case "bits behind" -> {
        out.ret(1);
        out.ret(1);
      }
      case "unused default" -> {
        out.otherwise(1);
        out.ret(1);
      }
      case "two defaults" -> {
        out.otherwise(1);
        out.otherwise(2);
        out.match(1, 1);
        out.ret(1);
      }
      case "jump beyond" -> {
        out.jump(1000);
        out.ret(1);
      }
      case "jump into an instruction" -> {
        out.jump(17);
        out.ret(40_000);
        out.ret(1);
      }
      case "jump over nothing" -> {
        out.jump(34);
        out.ret(1);
        out.ret(1);
        out.ret(1);
      }
      case "short matches" -> {
        out.match(2, 1);
        out.match(2, 1);
        out.ret(1);
      }
      default -> {
        for (int i = 0; i < 17; i++) {
          out.match(8, i);
        }
        out.ret(1);
      }
    }
    assertThatExceptionOfType(DecodeException.class).isThrownBy(() -> AsMapFile.of(out.code()));
  }
}
