package cairn.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BlockHeaderTest {
  @TestFactory
  Stream<DynamicNode> readsChainsOfHeaders() {
    return Vectors.tree("chain", "headers_", ".bin").stream()
        .map(file ->
            dynamicTest(
                file.getFileName().toString(), () -> assertChain(BlockFiles.headers(file))));
  }

  private static void assertChain(List<BlockHeader> headers) throws DecodeException {
    var previous = headers.getFirst().previous();
    for (int i = 0; i < headers.size(); i++) {
      var header = headers.get(i);
      assertThat(header.previous()).as("header %s of the file", i).isEqualTo(previous);
      assertSound(header);
      previous = header.hash();
    }
  }

  private static void assertSound(BlockHeader header) throws DecodeException {
    assertThat(BlockHeader.decode(header.serialized())).isEqualTo(header);
    assertThat(Target.fromCompact(header.bits()).orElseThrow().isMetBy(header.hash())).isTrue();
  }

  @TestFactory
  Stream<DynamicNode> readsHeadersInHex() {
    return Vectors.each(
        "chain/testnet3",
        "headers_",
        ".hex",
        file ->
            Vectors.lines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Bytes.fromHex(line.replace("fork:", "")))
                .map(bytes ->
                    dynamicTest(
                        bytes.toHex(),
                        () -> {
                          var header = BlockHeader.decode(bytes);
                          assertThat(header.serialized()).isEqualTo(bytes);
                          assertSound(header);
                        })));
  }

  /** Not every row has the header. */
  @TestFactory
  Stream<DynamicNode> namesStaleHeadersByTheirHashes() {
    return Vectors.csv(
        "chain/mainnet",
        "stale_headers",
        row ->
            dynamicTest(
                row.get("height") + " " + row.get("hash"),
                () -> {
                  var hash = BlockHash.fromDisplay(row.get("hash"));
                  assertThat(hash).hasToString(row.get("hash"));
                  var bytes = row.bytes("header");
                  if (!bytes.isEmpty()) {
                    var header = BlockHeader.decode(bytes);
                    assertThat(header.serialized()).isEqualTo(bytes);
                    assertThat(header.hash()).isEqualTo(hash);
                    assertSound(header);
                  }
                }));
  }

  @Test
  void refusesAnyOtherLength() {
    for (int length : new int[] {0, 79, 81}) {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> BlockHeader.decode(Bytes.wrap(new byte[length])));
    }
  }

  @Test
  void keepsAllBitsOfItsUnsignedFields() throws DecodeException {
    var bytes = Bytes.fromHex("ff".repeat(80));
    var header = BlockHeader.decode(bytes);
    assertThat(header.version()).isEqualTo(-1);
    assertThat(header.time()).isEqualTo(0xffffffffL);
    assertThat(header.bits()).isEqualTo(0xffffffffL);
    assertThat(header.nonce()).isEqualTo(0xffffffffL);
    assertThat(header.serialized()).isEqualTo(bytes);
  }
}
