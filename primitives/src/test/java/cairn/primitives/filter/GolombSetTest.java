package cairn.primitives.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GolombSetTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void hasItsMembersAndHardlyAnyOther(long seed) throws DecodeException {
    var random = new Random(seed);
    long k0 = random.nextLong();
    long k1 = random.nextLong();
    var members = strings(random, 1000);
    var set = GolombSet.decode(k0, k1, GolombSet.of(k0, k1, members).serialized());
    assertThat(set.size()).isEqualTo(members.size());
    assertThat(members).allMatch(member -> set.containsAny(List.of(member)));
    assertThat(strings(random, 1000)).noneMatch(other -> set.containsAny(List.of(other)));
    assertThat(set.containsAny(strings(random, 100))).isFalse();
    var some = strings(random, 100);
    some.add(members.iterator().next());
    assertThat(set.containsAny(some)).isTrue();
  }

  @Test
  void hasNothingWhenItIsEmpty() throws DecodeException {
    var empty = GolombSet.of(1, 2, Set.of());
    assertThat(empty.serialized()).isEqualTo(Bytes.of(0));
    assertThat(GolombSet.decode(1, 2, Bytes.of(0))).isEqualTo(empty);
    assertThat(empty.containsAny(List.of(Bytes.EMPTY))).isFalse();
    assertThat(empty.containsAny(List.of())).isFalse();
  }

  @Test
  void refusesMoreOrFewerBytesThanItsMembersTake() {
    var bytes = GolombSet.of(1, 2, strings(new Random(4), 10)).serialized();
    for (int length = 0; length < bytes.length(); length++) {
      assertRefused(bytes.slice(0, length));
    }
    assertRefused(bytes.concat(Bytes.of(0)));
    assertRefused(Bytes.of(0, 0));
  }

  @Test
  void makesNoRoomForACountWithoutMembers() {
    assertRefused(Bytes.fromHex("fe00000002"));
    assertRefused(Bytes.fromHex("ffffffffffffffffff"));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void readsSpoiltBytesOrRefusesThem(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var bytes = GolombSet.of(1, 2, strings(random, random.nextInt(8))).serialized().toArray();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        GolombSet.decode(1, 2, Bytes.wrap(bytes)).containsAny(strings(random, 3));
      } catch (DecodeException expected) {
        assertThat(expected.offset()).isBetween(0, bytes.length);
      }
    }
  }

  private static void assertRefused(Bytes bytes) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> GolombSet.decode(1, 2, bytes));
  }

  private static Set<Bytes> strings(Random random, int count) {
    var strings = new HashSet<Bytes>();
    while (strings.size() < count) {
      var array = new byte[20 + random.nextInt(40)];
      random.nextBytes(array);
      strings.add(Bytes.wrap(array));
    }
    return strings;
  }
}
