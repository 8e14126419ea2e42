package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class TaprootTest {
  @TestFactory
  Stream<DynamicNode> commitsToScriptsAsBip341Shows() {
    return Vectors.json(
        "core",
        "bip341_wallet_vectors",
        file ->
            file.get("scriptPubKey")
                .valueStream()
                .map(vector ->
                    dynamicTest(
                        vector.at("/expected/bip350Address").asString(), () -> commits(vector))));
  }

  private static void commits(JsonNode vector) {
    var leaves = new ArrayList<JsonNode>();
    collectLeaves(vector.at("/given/scriptTree"), leaves);
    var leafHashes = leaves.stream().map(TaprootTest::leafHash).toList();
    assertThat(leafHashes).isEqualTo(bytesOf(vector.at("/intermediary/leafHashes")));

    var root = vector.at("/intermediary/merkleRoot");
    var merkleRoot = root.isString() ? Bytes.fromHex(root.asString()) : Bytes.EMPTY;
    var internalKey = Bytes.fromHex(vector.at("/given/internalPubkey").asString());
    assertThat(Taproot.tweak(internalKey, merkleRoot).toHex())
        .isEqualTo(vector.at("/intermediary/tweak").asString());

    var controlBlocks = bytesOf(vector.at("/expected/scriptPathControlBlocks"));
    assertThat(controlBlocks).hasSameSizeAs(leaves);
    for (int i = 0; i < leaves.size(); i++) {
      var controlBlock = Objects.requireNonNull(ControlBlock.parse(controlBlocks.get(i)));
      assertThat(controlBlock.internalKey()).isEqualTo(internalKey);
      assertThat(controlBlock.leafVersion()).isEqualTo(leaves.get(i).get("leafVersion").asInt());
      assertThat(controlBlock.merkleRoot(leafHashes.get(i))).isEqualTo(merkleRoot);
    }
  }

  @Test
  void readsOnlyControlBlocksOfWholeHashes() {
    assertThat(ControlBlock.parse(Bytes.wrap(new byte[32]))).isNull();
    assertThat(ControlBlock.parse(Bytes.wrap(new byte[33]))).isNotNull();
    assertThat(ControlBlock.parse(Bytes.wrap(new byte[34]))).isNull();
    assertThat(ControlBlock.parse(Bytes.wrap(new byte[33 + 32 * 128]))).isNotNull();
    assertThat(ControlBlock.parse(Bytes.wrap(new byte[33 + 32 * 129]))).isNull();
  }

  private static void collectLeaves(JsonNode tree, List<JsonNode> leaves) {
    if (tree.isArray()) {
      tree.forEach(branch -> collectLeaves(branch, leaves));
    } else if (tree.isObject()) {
      leaves.add(tree);
    }
  }

  private static Bytes leafHash(JsonNode leaf) {
    var script = Script.fromHex(leaf.get("script").asString());
    return Taproot.leafHash(leaf.get("leafVersion").asInt(), script);
  }

  private static List<Bytes> bytesOf(JsonNode array) {
    return array.valueStream().map(node -> Bytes.fromHex(node.asString())).toList();
  }
}
