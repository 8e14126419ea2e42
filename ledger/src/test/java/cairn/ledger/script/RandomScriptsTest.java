package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Amount;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.TxOut;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomScriptsTest {
  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  /** Whatever the bytes, there is a verdict, and with fewer flags no stricter one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void haveAVerdictThatFewerFlagsOnlySoften(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      var spending = random.nextBoolean() ? bare(random) : inWitness(random);
      var flags = Flags.trim(Flags.any(random));
      var fewer = Flags.trim(flags.without(Flags.any(random)));
      var error = verify(spending, flags);
      if (error == OK) {
        assertThat(verify(spending, fewer)).isEqualTo(OK);
      }
    }
  }

  private static SpendingTransaction bare(Random random) {
    return CreditAndSpend.of(new Script(bytes(random, 30)), new Script(bytes(random, 30)));
  }

  private static SpendingTransaction inWitness(Random random) {
    var script = bytes(random, 30);
    var items = new ArrayList<Bytes>();
    for (int left = random.nextInt(5); left > 0; left--) {
      items.add(bytes(random, 3));
    }
    items.add(script);
    var output = new WitnessProgram(0, Sha256.hash(script)).toScript();
    return CreditAndSpend.of(new TxOut(Amount.ZERO, output), Script.EMPTY, new Witness(items));
  }

  /** Mostly opcodes and short pushes, of which something may come. */
  private static Bytes bytes(Random random, int maxLength) {
    var array = new byte[random.nextInt(maxLength + 1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(3) : 0x51 + random.nextInt(0x6a));
    }
    return Bytes.wrap(array);
  }

  private static ScriptError verify(SpendingTransaction spending, ScriptFlags flags) {
    return ScriptVerifier.verify(spending, 0, flags, SignatureVerifier.direct());
  }
}
