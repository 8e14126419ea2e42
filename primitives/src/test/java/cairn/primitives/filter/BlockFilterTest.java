package cairn.primitives.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Block;
import cairn.primitives.BlockFiles;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.FilterHeader;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Sha256;
import cairn.primitives.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class BlockFilterTest {
  @TestFactory
  Stream<DynamicNode> makesTheFiltersOfBip158() {
    return Vectors.json(
        "core",
        "blockfilters",
        file ->
            file.valueStream()
                .skip(1)
                .map(row ->
                    dynamicTest(
                        row.get(0) + " " + row.get(7).asString(), () -> assertFilter(row))));
  }

  private static void assertFilter(JsonNode row) throws DecodeException {
    var block = Block.decode(Bytes.fromHex(row.get(2).asString()));
    assertThat(block.hash()).hasToString(row.get(1).asString());
    var spent = row.get(3).valueStream().map(script -> Script.fromHex(script.asString())).toList();
    var filter = BlockFilter.of(block, spent);
    assertThat(filter.serialized()).hasToString(row.get(5).asString());
    assertThat(filter.header(FilterHeader.fromDisplay(row.get(4).asString())))
        .hasToString(row.get(6).asString());

    var read = BlockFilter.decode(block.hash(), filter.serialized());
    assertThat(read).isEqualTo(filter);
    for (var script : spent) {
      assertThat(read.matchesAny(List.of(script))).isEqualTo(!script.isEmpty());
    }
    var absent = new Script(Sha256.hash(block.hash().bytes()));
    assertThat(read.matchesAny(List.of(absent, Script.EMPTY))).isFalse();
  }

  /** The filters of the first blocks, whose spent outputs are all among them. */
  @TestFactory
  Stream<DynamicNode> chainsTheHeadersOfTheMainNetwork() {
    return Vectors.each(
        "chain/mainnet",
        "filter_headers_0-",
        ".bin",
        file ->
            Vectors.files("chain/mainnet", "blocks_0-", ".dat").stream()
                .flatMap(blocks -> headers(blocks, Vectors.bytes(file))));
  }

  private static Stream<DynamicNode> headers(Path blocks, Bytes expected) {
    var tests = new ArrayList<DynamicNode>();
    var scripts = new HashMap<OutPoint, Script>();
    var previous = FilterHeader.ZERO;
    for (var block : BlockFiles.decoded(blocks)) {
      int at = FilterHeader.LENGTH * tests.size();
      if (at == expected.length()) {
        break;
      }
      var header = BlockFilter.of(block, spend(block, scripts)).header(previous);
      tests.add(
          dynamicTest(
              "height " + tests.size(),
              () ->
                  assertThat(header.bytes())
                      .isEqualTo(expected.slice(at, at + FilterHeader.LENGTH))));
      previous = header;
    }
    return tests.stream();
  }

  private static List<Script> spend(Block block, Map<OutPoint, Script> scripts) {
    var spent = new ArrayList<Script>();
    for (var transaction : block.transactions()) {
      if (!transaction.isCoinbase()) {
        transaction
            .inputs()
            .forEach(i -> spent.add(Objects.requireNonNull(scripts.remove(i.previousOutput()))));
      }
      for (int i = 0; i < transaction.outputs().size(); i++) {
        var output = transaction.outputs().get(i);
        scripts.put(new OutPoint(transaction.txid(), i), output.scriptPubKey());
      }
    }
    return spent;
  }
}
