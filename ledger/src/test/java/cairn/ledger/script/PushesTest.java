package cairn.ledger.script;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PushesTest {
  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void removesPushesAsComparingBytesAtEveryOpcodeDoes(long seed) {
    var random = new Random(seed);
    var removed = anyPush(random);
    var builder = new ScriptBuilder();
    for (int i = 0; i < 8; i++) {
      switch (random.nextInt(4)) {
        case 0 -> builder.push(anyPush(random));
        case 1 -> builder.push(removed);
        case 2 -> builder.push(new ScriptBuilder().push(removed).build().bytes()); // a push in it
        default -> builder.raw(Bytes.of(random.nextInt(256)));
      }
    }
    var script = builder.build();

    assertThat(Pushes.without(script, removed)).isEqualTo(findAndDelete(script, removed));
  }

  /** Core's FindAndDelete in plain words. */
  private static Script findAndDelete(Script script, Bytes data) {
    var push = new ScriptBuilder().push(data).build().bytes();
    var bytes = script.bytes();
    var kept = new ByteWriter();
    int at = 0;
    while (at < bytes.length()) {
      if (bytes.matchesAt(at, push)) {
        at += push.length();
        continue;
      }
      var reader = new Script(bytes.slice(at)).reader();
      if (!reader.next()) {
        break;
      }
      kept.bytes(bytes.slice(at, at + reader.position()));
      at += reader.position();
    }
    return new Script(kept.bytes(bytes.slice(at)).toBytes());
  }

  private static Bytes anyPush(Random random) {
    var array = new byte[random.nextInt(3)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) random.nextInt(3);
    }
    return Bytes.wrap(array);
  }

  @Test
  void returnsAScriptWithoutThePushAsItIs() {
    var script = Script.fromHex("0201020104");
    assertThat(Pushes.without(script, Bytes.of(1))).isSameAs(script);
  }

  @ParameterizedTest
  @CsvSource({
    "00, '', true",
    "4c, '', false",
    "01, 00, true",
    "01, 01, false",
    "01, 10, false",
    "01, 11, true",
    "01, 80, true",
    "01, 81, false",
    "02, 0100, true",
    "4c, 0200, false",
  })
  void knowsTheShortestPush(String opcode, String data, boolean minimal) {
    assertThat(Pushes.isMinimal(Integer.parseInt(opcode, 16), Bytes.fromHex(data)))
        .isEqualTo(minimal);
  }

  @ParameterizedTest
  @CsvSource({"75, 75", "76, 76", "255, 76", "256, 77", "520, 77"})
  void knowsTheShortestPushOfManyBytes(int length, int opcode) {
    var data = Bytes.wrap(new byte[length]);
    for (int other = 75; other <= 78; other++) {
      assertThat(Pushes.isMinimal(other, data)).as("%d", other).isEqualTo(other == opcode);
    }
  }

  @ParameterizedTest
  @CsvSource({"020102, true", "4c020102, false", "02010261, false", "00020102, false", "'', false"})
  void knowsAScriptThatOnlyPushes(String script, boolean only) {
    assertThat(Pushes.isOnly(Script.fromHex(script), Bytes.of(1, 2))).isEqualTo(only);
  }
}
