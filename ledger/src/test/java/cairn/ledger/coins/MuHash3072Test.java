package cairn.ledger.coins;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.SetHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the values that Core's crypto_tests expect. */
class MuHash3072Test {
  private static final String OF_NOTHING = new MuHash3072().hash().toString();

  private static Bytes string(int number) {
    return new ByteWriter().uint8(number).bytes(new byte[31]).toBytes();
  }

  @Test
  void addsAndRemovesAsCoreDoes() {
    var hash = new MuHash3072();
    hash.add(string(0));
    hash.add(string(1));
    hash.remove(string(2));
    assertThat(hash.hash())
        .hasToString("10d312b100cbd32ada024a6646e40d3482fcff103668d2625f10002a607d5863");
  }

  @Test
  void keepsItsValueWhenAskedForIt() {
    var hash = new MuHash3072();
    hash.add(string(1));
    assertThat(hash.hash()).isEqualTo(hash.hash());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void dependsOnNoOrderNorGrouping(long seed) {
    var random = new Random(seed);
    var numbers = new ArrayList<Integer>();
    for (int i = 0; i < 20; i++) {
      numbers.add(random.nextInt(8));
    }
    var inOrder = new MuHash3072();
    numbers.forEach(number -> put(number, inOrder));
    Collections.shuffle(numbers, random);
    var left = new MuHash3072();
    var right = new MuHash3072();
    numbers.forEach(number -> put(number, random.nextBoolean() ? left : right));
    left.combine(right);
    assertThat(left.hash()).isEqualTo(inOrder.hash());
  }

  /** Adds the string of an even number, and removes that of an odd one. */
  private static void put(int number, MuHash3072 hash) {
    if (number % 2 == 0) {
      hash.add(string(number / 2));
    } else {
      hash.remove(string(number / 2));
    }
  }

  @Test
  void isOfNothingAgainWhenAllIsRemoved() {
    var hash = new MuHash3072();
    hash.remove(string(1));
    hash.add(string(2));
    hash.add(string(1));
    assertThat(hash.hash()).isNotEqualTo(new MuHash3072().hash());
    hash.remove(string(2));
    assertThat(hash.hash()).hasToString(OF_NOTHING);
  }

  @Test
  void isWrittenLastByteFirst() {
    var bytes = Bytes.fromHex("01" + "00".repeat(30) + "ff");
    assertThat(new SetHash(bytes)).hasToString("ff" + "00".repeat(30) + "01");
  }
}
