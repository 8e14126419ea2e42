package cairn.primitives.miniscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Types, sizes and scripts of expressions, as other implementations have them. */
class MiniscriptVectorsTest {
  private static final String LETTERS = "BVKWzonduefsm";
  private static final Map<String, Bytes> KEYS = new HashMap<>();

  private static Optional<Miniscript<String>> parse(String text) {
    return Miniscript.<String, RuntimeException>parse(
        text, ScriptContext.P2WSH, key -> key, Function.identity());
  }

  /** A public key for each name. */
  private static synchronized Bytes key(String name) {
    return KEYS.computeIfAbsent(
        name,
        _ -> {
          var secret = new byte[32];
          secret[31] = (byte) (KEYS.size() + 1);
          return Secp256k1.instance().publicKey(new SecretKey(Bytes.wrap(secret)));
        });
  }

  private static final ScriptKeys<Bytes> SCRIPT_KEYS =
      new ScriptKeys<>() {
        @Override
        public Optional<Bytes> ofBytes(Bytes key) {
          return Optional.of(key);
        }

        @Override
        public Optional<Bytes> ofHash(Bytes hash) {
          return KEYS.values().stream().filter(key -> Hash160.hash(key).equals(hash)).findFirst();
        }
      };

  /** Its script has the length that was told before, and is read as the same expression. */
  private static void checkScript(Miniscript<String> miniscript) {
    var script = miniscript.script(MiniscriptVectorsTest::key);
    assertThat(script.length()).isEqualTo(miniscript.root().scriptLength());
    var read = Miniscript.ofScript(script, ScriptContext.P2WSH, SCRIPT_KEYS, Function.identity());
    assertThat(read.map(found -> found.script(Function.identity()))).contains(script);
  }

  @TestFactory
  Stream<DynamicNode> typesValidExpressions() {
    return Vectors.each(
        "wallet",
        "miniscript_valid",
        ".txt",
        file ->
            Vectors.lines(file).stream()
                .map(line -> {
                  var parts = line.split(" ", -1);
                  return dynamicTest(
                      parts[0],
                      () -> {
                        var miniscript = parse(parts[0]).orElseThrow();
                        var type = miniscript.root().type();
                        for (int i = 0; i < LETTERS.length(); i++) {
                          var letter = LETTERS.substring(i, i + 1);
                          assertThat(type.has(letter))
                              .as(letter)
                              .isEqualTo(parts[1].contains(letter));
                        }
                        checkScript(miniscript);
                        var text = miniscript.text(Function.identity());
                        assertThat(parse(text).orElseThrow().text(Function.identity()))
                            .isEqualTo(text);
                      });
                }));
  }

  @TestFactory
  Stream<DynamicNode> acceptsEdgeCases() {
    return Vectors.each(
        "wallet",
        "miniscript_edge_cases",
        ".txt",
        file ->
            Vectors.lines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line ->
                    dynamicTest(
                        line,
                        () -> {
                          var miniscript = parse(line).orElseThrow();
                          assertThat(miniscript.root().isValidTopLevel()).isTrue();
                          checkScript(miniscript);
                        })));
  }

  @TestFactory
  Stream<DynamicNode> refusesInvalidExpressions() {
    return Vectors.each(
        "wallet",
        "miniscript_invalid",
        ".txt",
        file ->
            Vectors.lines(file).stream()
                .map(line ->
                    dynamicTest(
                        line,
                        () ->
                            assertThat(parse(line).map(read -> read.root().isValidTopLevel()))
                                .isNotEqualTo(Optional.of(true)))));
  }

  @TestFactory
  Stream<DynamicNode> countsAsOthersDo() {
    return Vectors.each(
        "wallet",
        "miniscript_props_from_rust",
        ".tsv",
        file ->
            Vectors.table(file, '\t').stream()
                .map(row -> dynamicTest(row.get("expr"), () -> checkProperties(row))));
  }

  /**
   * What it takes to satisfy an expression is only told alike where nobody else can change the
   * witness: ours never counts a preimage that is none, theirs does. Their sizes of witnesses are
   * not those of Core where there is {@code d:} or {@code thresh}.
   */
  private static void checkProperties(Vectors.Row row) {
    var root = parse(row.get("expr")).orElseThrow().root();
    assertThat(root.scriptLength()).as("script").isEqualTo(number(row, "script_size"));
    assertThat(root.type().has("k")).isNotEqualTo(Boolean.valueOf(row.get("mixed_timelocks")));
    assertThat(root.type().has("m")).isEqualTo(Boolean.valueOf(row.get("non_malleable")));
    assertThat(root.type().has("s")).isEqualTo(Boolean.valueOf(row.get("requires_sig")));
    if (root.type().has("m")) {
      assertThat(root.opcodes()).as("opcodes").isEqualTo(number(row, "op_count"));
      assertThat(root.stackItems()).as("items").isEqualTo(number(row, "sat_witness_elements") - 1);
    } else {
      assertThat(root.opcodes()).as("opcodes").isLessThanOrEqualTo(number(row, "op_count"));
    }
  }

  private static int number(Vectors.Row row, String column) {
    var text = row.get(column);
    return text.isEmpty() ? -1 : Integer.parseInt(text);
  }
}
