package cairn.ledger.script;

import static cairn.ledger.script.ScriptError.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Amount;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptAssembler;
import cairn.primitives.Taproot;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import cairn.primitives.Witness;
import cairn.primitives.WitnessProgram;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.XOnlyKey;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Core's {@code script_tests.json}, as its {@code script_json_test} runs it. */
class ScriptVectorsTest {
  /** The internal key of the Taproot outputs that rows leave to be made: of the secret key 1. */
  private static final Bytes INTERNAL_KEY =
      Bytes.fromHex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

  @TestFactory
  Stream<DynamicNode> findsWhatCoreFinds() {
    return Vectors.json(
        "core",
        "script_tests",
        file ->
            file.valueStream()
                .filter(row -> row.size() > 1)
                .map(row -> dynamicTest(row.toString(), () -> check(row))));
  }

  private static void check(JsonNode row) {
    var witness = row.get(0).isArray() ? GivenWitness.parse(row.get(0)) : GivenWitness.NONE;
    int at = row.get(0).isArray() ? 1 : 0;
    var scriptSig = ScriptAssembler.parse(row.get(at).asString());
    var scriptPubKey = scriptPubKey(row.get(at + 1).asString(), witness);
    var flags = Flags.fill(Flags.parse(row.get(at + 2).asString()));
    var expected = ScriptError.valueOf(row.get(at + 3).asString());

    var output = new TxOut(witness.amount, scriptPubKey);
    var spending = CreditAndSpend.of(output, scriptSig, witness.witness);
    assertThat(verify(spending, flags)).isEqualTo(expected);
    // Every flag is a soft fork: what is valid stays so with fewer of them, what is not with more.
    var random = new Random(row.toString().hashCode());
    for (int i = 0; i < 64; i++) {
      var others = Flags.any(random);
      if (expected == OK) {
        var fewer = Flags.trim(flags.without(others));
        assertThat(verify(spending, fewer)).as("with just %s", fewer).isEqualTo(OK);
      } else {
        var more = Flags.fill(flags.with(others));
        assertThat(verify(spending, more)).as("with even %s", more).isNotEqualTo(OK);
      }
    }
  }

  private static ScriptError verify(SpendingTransaction spending, ScriptFlags flags) {
    return ScriptVerifier.verify(spending, 0, flags, SignatureVerifier.direct());
  }

  private static Script scriptPubKey(String text, GivenWitness witness) {
    return text.equals("0x51 0x20 #TAPROOTOUTPUT#")
        ? new WitnessProgram(1, witness.taprootOutputKey()).toScript()
        : ScriptAssembler.parse(text);
  }

  /**
   * The array that a row may begin with: witness items, then the amount of the output.
   *
   * @param script the item that is given as a script rather than in hex
   */
  private record GivenWitness(Witness witness, Amount amount, @Nullable Script script) {
    static final GivenWitness NONE = new GivenWitness(Witness.EMPTY, Amount.ZERO, null);

    static GivenWitness parse(JsonNode array) {
      var items = new ArrayList<Bytes>();
      Script script = null;
      int last = array.size() - 1;
      for (int i = 0; i < last; i++) {
        var item = array.get(i).asString();
        if (item.startsWith("#SCRIPT#")) {
          script = ScriptAssembler.parse(item.substring("#SCRIPT#".length()));
          items.add(script.bytes());
        } else {
          items.add(item.equals("#CONTROLBLOCK#") ? controlBlock(script) : Bytes.fromHex(item));
        }
      }
      var sats = array.get(last).decimalValue().movePointRight(8).longValueExact();
      return new GivenWitness(new Witness(items), new Amount(sats), script);
    }

    Bytes taprootOutputKey() {
      return outputKey(script).x();
    }

    private static Bytes controlBlock(@Nullable Script script) {
      int parity = outputKey(script).odd() ? 1 : 0;
      return new ByteWriter().uint8(Taproot.TAPSCRIPT | parity).bytes(INTERNAL_KEY).toBytes();
    }

    /** Of the output that has this script, alone, in its tree. */
    private static XOnlyKey outputKey(@Nullable Script script) {
      var leaf = Taproot.leafHash(Taproot.TAPSCRIPT, Objects.requireNonNull(script));
      var tweak = Taproot.tweak(INTERNAL_KEY, leaf);
      return Secp256k1.instance().addXOnlyTweak(INTERNAL_KEY, tweak).orElseThrow();
    }
  }
}
